import { parseHTML } from 'linkedom';
import { describe, expect, it, test } from 'vitest';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import {
  EXPERIMENT_REQUEST,
  makeExperimentReport,
  makeExperimentStatistics,
} from '../testing/experiment-statistics.ts';
import type { ReportChart } from './chart.ts';
import { differencesToFirst } from './differences-to-first.ts';
import { experimentCharts } from './experiment-charts.ts';
import { recallAgainstAccuracy } from './recall-against-accuracy.ts';
import { recallAgainstIndexing } from './recall-against-indexing.ts';
import { recallAgainstRounds } from './recall-against-rounds.ts';
import { recallAgainstSeconds } from './recall-against-seconds.ts';
import { renderSvg } from './render-svg.ts';
import { PRINT_PALETTE } from './report-palette.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const REPORT = makeExperimentReport();
const namesOf = (report: ExperimentReport) => experimentCharts(report).map(({ name }) => name);
const count = (svg: string, part: string) => svg.split(part).length - 1;

describe('which charts there are', () => {
  const first = { ...EXPERIMENT_REQUEST, methods: EXPERIMENT_REQUEST.methods.slice(0, 1) };
  const recall = ['recall-calls', 'recall-rounds', 'recall-seconds'];
  test.each([
    [
      'of everything',
      REPORT,
      [...recall, 'recall-indexing', 'recall-accuracy', 'differences-top-recall-10', 'differences-ndcg-10'],
    ],
    [
      'without judgements',
      makeExperimentReport({ statistics: makeExperimentStatistics(EXPERIMENT_REQUEST, 0) }),
      [...recall, 'recall-indexing', 'differences-top-recall-10'],
    ],
    [
      'of one method without an index',
      makeExperimentReport({ request: first }),
      [...recall, 'recall-accuracy'],
    ],
    [
      'before a query is done',
      makeExperimentReport({ statistics: { ...REPORT.statistics, queryCount: 0 } }),
      [],
    ],
  ])('%s', (_, report, names) => {
    expect(namesOf(report)).toEqual(names);
  });
});

describe('every chart', () => {
  test.each(experimentCharts(REPORT).map((chart) => [chart.name, chart] as const))('%s', (_, chart) => {
    const svg = renderSvg(chart, document);
    expect(svg).toContain(`<title>${chart.title}</title>`);
    for (const { label, mark } of chart.legend(PRINT_PALETTE)) {
      expect(svg).toContain(`>${label}</text>`);
      // In the chart and in its legend.
      expect(count(svg, mark.color)).toBeGreaterThan(1);
    }
    expect(svg).not.toMatch(/NaN|undefined|<style|<script|http:\/\/(?!www\.w3\.org\/2000\/svg)|var\(/);
    expect(chart.table.rows.length).toBeGreaterThan(0);
    for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.fields.length);
  });

  it('has words of its own', () => {
    const charts = experimentCharts(REPORT);
    expect(new Set(charts.map(({ title }) => title)).size).toBe(charts.length);
    expect(new Set(charts.map(({ description }) => description)).size).toBe(charts.length);
  });
});

it('draws a panel for each k', () => {
  const svg = renderSvg(experimentCharts(REPORT)[0], document);
  for (const k of EXPERIMENT_REQUEST.ks) expect(count(svg, `>Top-${k}-Recall</text>`)).toBe(1);
});

it('draws the seconds as the estimate they are, and hollow', () => {
  const estimated = recallAgainstSeconds(REPORT);
  expect(estimated.title).toBe('Recall against seconds, estimated');
  expect(estimated.legend(PRINT_PALETTE).every(({ mark }) => mark.hollow)).toBe(true);
  expect(estimated.table.rows[0].slice(0, 4)).toEqual(['Retrieve and rerank', 50, 0.004, 0.1]);

  const cells = REPORT.statistics.cells.map(({ modelMs: _, ...cell }) => cell);
  const measured = recallAgainstSeconds({ ...REPORT, statistics: { ...REPORT.statistics, cells } });
  expect(measured.title).toBe('Recall against seconds, without the cross-encoder');
  expect(measured.legend(PRINT_PALETTE).some(({ mark }) => mark.hollow)).toBe(false);
  expect(measured.table.rows[0].slice(0, 4)).toEqual(['Retrieve and rerank', 50, 0.004, undefined]);
});

it('draws the rounds of the largest budget, or of another', () => {
  expect(recallAgainstRounds(REPORT).title).toBe('Recall against rounds, 500 calls a query');
  const small = recallAgainstRounds(REPORT, 50);
  expect(new Set(small.table.rows.map(([, budget]) => budget))).toEqual(new Set([50]));
  // 1, 5 and 5 rounds, for three ks.
  expect(small.table.rows).toHaveLength(33);
});

it('takes the calls of an index from where the experiment ran', () => {
  const rows = recallAgainstIndexing(REPORT)?.table.rows.filter((row) => row[3] === 10);
  expect(rows?.map(([label, , calls]) => [label, calls])).toEqual([
    ['Retrieve and rerank', 0],
    ['AXN · MF_Trns 300', 15_000],
    ['Best · hybrid', 0],
  ]);
});

it('leaves out what index calls are not known of, and says so', () => {
  const { provenance } = REPORT;
  const spaces = (unknown: string) =>
    provenance.itemSpaces.map(({ indexCalls, ...space }) =>
      space.itemSpace === unknown ? space : { ...space, indexCalls: indexCalls ?? 0 },
    );
  const chart = recallAgainstIndexing({
    ...REPORT,
    provenance: { ...provenance, itemSpaces: spaces('hybrid') },
  });
  expect(chart?.description).toMatch(
    /Left out, because nobody knows what their vectors took: “Best · hybrid”\.$/,
  );
  expect(new Set(chart?.table.rows.map(([label]) => label))).toEqual(
    new Set(['Retrieve and rerank', 'AXN · MF_Trns 300']),
  );
  expect(chart?.legend(PRINT_PALETTE).map(({ label }) => label)).toEqual([
    'Retrieve and rerank',
    'AXN · MF_Trns 300',
  ]);
  expect(recallAgainstIndexing(REPORT)?.description).not.toContain('Left out');
  // Nothing is left that has taken any.
  expect(
    recallAgainstIndexing({ ...REPORT, provenance: { ...provenance, itemSpaces: spaces('index-1') } }),
  ).toBeUndefined();
});

it('sets recall of the judged queries beside accuracy, and says of which both are', () => {
  const chart = recallAgainstAccuracy(REPORT);
  expect(chart?.description).toMatch(
    /Both axes are means over the 50 of 60 queries that have human judgements, so recall is not quite that of the other charts\.$/,
  );
  const [cell] = REPORT.statistics.cells;
  const recall = cell.judgedTopRecalls.find(({ measure }) => measure === 'top-recall@10');
  expect(chart?.table.rows[0].slice(0, 3)).toEqual(['Retrieve and rerank', 50, recall?.mean]);
  expect(chart?.table.rows[0].at(-1)).toBe(50);
  const statistics = makeExperimentStatistics(EXPERIMENT_REQUEST, 60);
  expect(recallAgainstAccuracy({ ...REPORT, statistics })?.description).toMatch(
    /Both axes are means over all 60 queries\.$/,
  );
});

it('writes numbers under narrow panels that do not run into each other', () => {
  const request = { ...EXPERIMENT_REQUEST, budgets: [50, 100, 200] };
  const statistics = makeExperimentStatistics(request);
  const [{ draw }] = experimentCharts({ ...REPORT, request, statistics });
  const ticksAt = (width: number) => draw({ width, height: 200, palette: PRINT_PALETTE }).x?.ticks;
  expect(ticksAt(680)).toEqual([50, 100, 200]);
  // The axis begins at 10, the calls of a first round.
  expect(ticksAt(380)).toEqual([50, 200]);
});

it('draws differences that are all 0 on an axis that shows how small that is', () => {
  const comparisons = REPORT.statistics.comparisons.map((each) => ({
    ...each,
    ...{ difference: 0, low: 0, high: 0 },
  }));
  const chart = differencesToFirst(
    { ...REPORT, statistics: { ...REPORT.statistics, comparisons } },
    'ndcg@10',
  ) as ReportChart;
  const svg = renderSvg(chart, document);
  expect(svg).toContain('>0.010</text>');
  expect(svg).toContain('>−0.010</text>');
  expect(svg).not.toContain('0.000000');
});

it('draws the differences of the largest budget alone where all would not fit on a page, and keeps all numbers', () => {
  const methods = Array.from({ length: 15 }, (_, i) => ({
    ...EXPERIMENT_REQUEST.methods[0],
    label: `Method ${i}`,
  }));
  const request = { ...EXPERIMENT_REQUEST, methods, budgets: [50, 100, 500] };
  const chart = differencesToFirst(makeExperimentReport({ request }), 'top-recall@10');
  expect(chart?.description).toContain('Drawn for the largest budget only, 500 calls.');
  expect(chart?.table.rows).toHaveLength(42);
  const few = differencesToFirst(REPORT, 'top-recall@10');
  expect(few?.description).not.toContain('only');
  expect(few?.table.rows).toHaveLength(4);
});

it('draws the same in every DOM and every time', () => {
  const other = parseHTML('<!doctype html><html><body><p>Another</p></body></html>').document;
  const [chart] = experimentCharts(REPORT);
  expect(renderSvg(chart, other)).toBe(renderSvg(experimentCharts(makeExperimentReport())[0], document));
});
