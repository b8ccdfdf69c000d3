import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { type ComponentType, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { StoppingRule } from '../../core/search-method.ts';
import { type PresetName, presetOf } from '../../core/search-presets.ts';
import { createFakeSearchClient } from '../../testing/fake-search-client.ts';
import type { SearchResult } from '../../workers/client.ts';
import { saveFile } from '../shared/save-file.ts';
import { theme } from '../shared/theme.ts';
import { ConfidencePanel } from './ConfidencePanel.tsx';
import { EstimatePanel } from './EstimatePanel.tsx';
import { NewItemsPanel } from './NewItemsPanel.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { RecallPanel } from './RecallPanel.tsx';
import { type RunView, toRunView } from './run-view.ts';
import { ScoreDistributionPanel } from './ScoreDistributionPanel.tsx';
import { StepPanel } from './StepPanel.tsx';

vi.mock('../shared/save-file.ts', () => ({ saveFile: vi.fn() }));

const QUERY = 'first satellite launched';
const STOPPING: StoppingRule = { k: 10, confidence: 0.999 };
const client = createFakeSearchClient();
const { ranking: exact } = await client.computeExactRanking({ corpusId: 'fake', queryText: QUERY });

let results: SearchResult[];
let runs: RunView[];
let unknown: RunView[];

beforeAll(async () => {
  const presets: PresetName[] = ['best', 'paper', 'rnr'];
  results = await Promise.all(
    presets.map((name) => {
      const method = presetOf(name).make('dual-encoder', 0);
      return client.search({
        corpusId: 'fake',
        queryText: QUERY,
        label: presetOf(name).label,
        method: name === 'best' ? { ...method, stopping: STOPPING } : method,
        budget: 100,
      });
    }),
  );
  runs = results.map((result) => view(result, true));
  unknown = results.map((result) => view(result, false));
});

function view({ rounds, ...result }: SearchResult, knowsExact: boolean): RunView {
  const { request } = result;
  const run = { key: request.label, request, status: 'done', rounds, result } as const;
  return toRunView(run, 'Dual-encoder', knowsExact ? exact : undefined);
}

/** As it comes back from storage: estimates of a few items, of the exact ranking the best 200. */
function stored(run: RunView): RunView {
  const docRows = exact.docRows.slice(0, 200);
  const rounds = run.rounds.map(({ queryVector, ...round }) => ({
    ...round,
    estimates: {
      docRows,
      values: Float32Array.from(docRows, (docRow) => (round.estimates as Float32Array)[docRow]),
    },
  }));
  return { ...run, rounds };
}

let root: Root | undefined;

async function open<Props extends Partial<PanelProps>>(
  panel: ComponentType<Props>,
  changes: Partial<PanelProps> & { live?: LiveSearch } = {},
  { width = 700, scheme = 'light' as 'light' | 'dark' } = {},
) {
  // No higher than the browser's window, or positions would be scaled.
  await page.viewport(width, 600);
  const element = document.createElement('div');
  document.body.append(element);
  root ??= createRoot(element);
  const show = (more: Partial<PanelProps> = {}) => {
    const props = {
      runs,
      run: runs[0],
      shownRound: 3,
      exact,
      highlighted: undefined,
      onHover: () => undefined,
      onPick: () => undefined,
      ...changes,
      ...more,
    } as unknown as Props;
    root?.render(
      createElement(MantineProvider, { theme, forceColorScheme: scheme }, createElement(panel, props)),
    );
  };
  show();
  return show;
}

afterEach(() => {
  root?.unmount();
  root = undefined;
  document.body.replaceChildren();
  vi.mocked(saveFile).mockClear();
});

const image = (name: RegExp) => page.getByRole('img', { name });
/** Of the charts on the page: marks of this kind, by the label that Plot gives a layer of marks. */
const markCount = (layer: string) =>
  document.querySelectorAll(`[aria-label="${layer}"] :is(path, circle)`).length;
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function exportAs(chart: string, format: 'SVG' | 'PNG' | 'CSV') {
  await button(`Export ${chart}`).click();
  await page.getByRole('menuitem', { name: format, exact: true }).click();
  await expect.poll(() => vi.mocked(saveFile).mock.calls.length).toBe(1);
  return vi.mocked(saveFile).mock.calls[0][0];
}

describe('RecallPanel', () => {
  it('draws a curve a run and per k, against calls and against rounds', async () => {
    await open(RecallPanel);
    await expect.element(image(/^Recall against calls/)).toBeVisible();
    const rowHeaders = page.getByRole('rowheader').elements();
    expect(rowHeaders.map(({ textContent }) => textContent)).toEqual(runs.map(({ label }) => label));
    await expect.poll(() => markCount('line')).toBe(3 * 4);
    await page.getByText('Rounds', { exact: true }).click();
    await expect.element(image(/^Recall against rounds/)).toBeVisible();
  });

  it('follows the round in its table', async () => {
    const show = await open(RecallPanel);
    await expect.element(page.getByText('Recall@k with 30 calls at most (round 3)')).toBeVisible();
    const { length } = runs[0].rounds;
    show({ shownRound: length });
    const words = `Recall@k with ${10 * length} calls at most (round ${length})`;
    await expect.element(page.getByText(words)).toBeVisible();
  });

  it('offers to compute the exact ranking, of a search of an open corpus', async () => {
    const compute = vi.fn();
    const live = {
      documentCount: 500,
      searching: false,
      exact: { state: { queryText: QUERY, status: 'unknown' }, compute, cancel: () => undefined },
    } as unknown as LiveSearch;
    await open(RecallPanel, { exact: undefined, runs: unknown, run: unknown[0], live });
    await button('Compute exact ranking').click();
    expect(compute).toHaveBeenCalledOnce();
  });

  it('says of a stored search that its recall is not known', async () => {
    await open(RecallPanel, { exact: undefined, runs: unknown, run: unknown[0] });
    await expect.element(page.getByText(/^The exact ranking of this query was not known/)).toBeVisible();
  });
});

describe('EstimatePanel', () => {
  it('tells head and tail apart', async () => {
    await open(EstimatePanel);
    await expect.element(image(/^Estimates after round 3 against exact scores of 500 items/)).toBeVisible();
    await expect.element(page.getByText('head: the exact top 100')).toBeVisible();
    await expect
      .element(page.getByText(/^Root mean square error after round 3: .*\(head\), .*\(tail\)\.$/))
      .toBeVisible();
    await expect.element(image(/^Error of the estimates \(RMS\) per round: head/)).toBeVisible();
  });

  it('has the batch alone on wish, and without the exact ranking', async () => {
    const show = await open(EstimatePanel);
    await page.getByLabelText('This batch only').click();
    await expect.element(image(/^Estimates before round 3 against exact scores of 10 items/)).toBeVisible();
    show({ exact: undefined, runs: unknown, run: unknown[0] });
    await expect.element(page.getByText(/Of the batch only/)).toBeVisible();
    await expect.poll(() => page.getByLabelText('This batch only').elements()).toEqual([]);
  });

  it('draws a stored search by what it knows', async () => {
    const run = stored(runs[0]);
    const top = { docRows: exact.docRows.slice(0, 200), scores: exact.scores.slice(0, 200) };
    await open(EstimatePanel, { runs: [run], run, exact: top });
    await expect.element(image(/of 200 items/)).toBeVisible();
    await expect.element(page.getByText('tail: exact ranks 101 to 200')).toBeVisible();
  });

  it('says why there is nothing in round 1', async () => {
    await open(EstimatePanel, { exact: undefined, runs: unknown, run: unknown[0], shownRound: 1 });
    await expect.element(page.getByText(/estimates begin with round 2/)).toBeVisible();
  });
});

describe('pointing', () => {
  it('shows an item that is pointed at elsewhere', async () => {
    const show = await open(ScoreDistributionPanel);
    const [{ document: item }] = runs[0].rounds[2].newItems;
    await expect.element(image(/^Exact scores by round/)).toBeVisible();
    expect(document.querySelector('[data-highlight]')).toBeNull();
    show({ highlighted: item.docRow });
    await expect.poll(() => document.querySelector('[data-highlight]')?.textContent).toContain(item.title);
    show({ highlighted: undefined });
    await expect.poll(() => document.querySelector('[data-highlight]')).toBeNull();
  });

  it('tells which item is pointed at, and picks it', async () => {
    const onHover = vi.fn();
    const onPick = vi.fn();
    await open(ScoreDistributionPanel, { onHover, onPick });
    const chart = image(/^Exact scores by round/);
    await expect.element(chart).toBeVisible();
    await expect.poll(() => markCount('dot')).toBeGreaterThan(0);
    const [firstDot] = document.querySelectorAll('[aria-label="dot"] > *');
    const middle = firstDot.getBoundingClientRect();
    const frame = chart.element().getBoundingClientRect();
    const position = { x: middle.x + middle.width / 2 - frame.x, y: middle.y + middle.height / 2 - frame.y };
    await chart.hover({ position });
    expect(onHover).toHaveBeenLastCalledWith(runs[0].rounds[0].newItems[0].document.docRow);
    await chart.click({ position });
    await expect.poll(() => onPick.mock.calls).toEqual([[runs[0].rounds[0].newItems[0].document.docRow]]);
    await userEvent.unhover(chart);
    await expect.poll(() => onHover.mock.lastCall).toEqual([undefined]);
  });
});

describe('StepPanel', () => {
  it('has a chart of steps and one of angles', async () => {
    await open(StepPanel);
    await expect.element(image(/^Step length per round: .*Round 3 is shown\.$/)).toBeVisible();
    await expect.element(image(/^Angle to the prior, degrees per round: /)).toBeVisible();
  });

  it('says when there is no prior', async () => {
    const { priorVector, ...rest } = results[0];
    const run = view({ ...rest, priorVector: new Float64Array(priorVector.length) }, false);
    await open(StepPanel, { runs: [run], run });
    await expect.element(page.getByText(/^This item space has no embedding of the query/)).toBeVisible();
    expect(image(/^Angle/).elements()).toEqual([]);
  });
});

test('ScoreDistributionPanel shows every batch, and the floor', async () => {
  const show = await open(ScoreDistributionPanel);
  await expect.element(page.getByText(/^Round 3: 10 items from /)).toBeVisible();
  await expect.element(page.getByText(/^median of all items: /)).toBeVisible();
  // An item each, and a median a round.
  const { length } = runs[0].rounds;
  await expect.poll(() => markCount('dot')).toBe(10 * length + length);
  show({ exact: undefined, shownRound: 1 });
  await expect.element(page.getByText(/^lowest score found: /)).toBeVisible();
  await expect.element(page.getByText(/^Round 1: 10 items from /)).toBeVisible();
});

describe('ConfidencePanel', () => {
  it('draws an estimate and says whose', async () => {
    await open(ConfidencePanel);
    await expect
      .element(image(/^Probability that the top 10 are complete, estimated per round: /))
      .toBeVisible();
    await expect.element(page.getByText(/^The model’s own probability, an estimate/)).toBeVisible();
    await expect.element(page.getByText('stopped', { exact: true })).toBeVisible();
    await expect.element(page.getByText(/^≈ [01]\.\d\d after round 3$/)).toBeVisible();
  });

  it('is not there without a stopping rule', async () => {
    await open(ConfidencePanel, { run: runs[1] });
    await expect.poll(() => document.querySelector('style')).not.toBeNull();
    expect(page.getByText('Confidence', { exact: true }).elements()).toEqual([]);
  });
});

describe('NewItemsPanel', () => {
  it('has what was expected, who picked, and ranks', async () => {
    const onPick = vi.fn();
    await open(NewItemsPanel, { onPick });
    const row = page.getByRole('row').nth(1);
    await expect.element(row).toHaveTextContent(/≈ .* ± .*by estimate#\d+#\d+$/);
    const [{ document: item }] = runs[0].rounds[2].newItems;
    await button(item.title).click();
    expect(onPick).toHaveBeenCalledWith(item.docRow);
  });

  it('shows a large batch in parts', async () => {
    const { newItems, ...round } = runs[2].rounds[0];
    const copies = newItems.map((item) => ({
      ...item,
      document: { ...item.document, docRow: item.document.docRow + 1000 },
    }));
    const run = { ...runs[2], rounds: [{ ...round, newItems: [...newItems, ...copies] }] };
    await open(NewItemsPanel, { run, shownRound: 1 });
    await expect.poll(() => page.getByRole('row').elements().length).toBe(101);
    await button('Show 100 more of 100').click();
    await expect.poll(() => page.getByRole('row').elements().length).toBe(201);
  });
});

describe('export', () => {
  it('writes the data as CSV', async () => {
    await open(RecallPanel);
    const { fileName, blob } = await exportAs('Top-k-Recall against calls', 'CSV');
    expect(fileName).toBe('first-satellite-launched-recall.csv');
    const [header, first] = (await blob.text()).split('\r\n');
    expect(header).toBe('method,k,round,calls,recall');
    expect(first).toMatch(/^Best,1,1,10,[01]/);
  });

  it('writes an SVG that needs nothing of the page', async () => {
    await open(RecallPanel, {}, { scheme: 'dark' });
    const { fileName, blob } = await exportAs('Top-k-Recall against calls', 'SVG');
    expect(fileName).toBe('first-satellite-launched-recall.svg');
    const text = await blob.text();
    expect(text).not.toMatch(/currentColor|var\(|light-dark|<style|class=/);
    const file = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    expect(file.querySelector('title')?.textContent).toBe(`Top-k-Recall against calls: “${QUERY}”`);
    expect(file.getAttribute('font-family')).toContain('system-ui');
    const words = [...file.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(words).toEqual(expect.arrayContaining(['Best', 'AXN as published', 'Retrieve and rerank']));
  });

  it('writes a PNG at twice the size', async () => {
    await open(RecallPanel);
    const { fileName, blob } = await exportAs('Top-k-Recall against calls', 'PNG');
    expect(fileName).toBe('first-satellite-launched-recall.png');
    const picture = await createImageBitmap(blob);
    const drawn = document.querySelector<SVGSVGElement>('[role="img"] svg')?.viewBox.baseVal.width ?? 0;
    expect(picture.width).toBe(2 * (drawn + 24));
  });

  it('shows the data as a table', async () => {
    await open(ScoreDistributionPanel);
    await button('Export Exact scores of each batch, Best').click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
    await expect.element(page.getByRole('columnheader', { name: 'exact score' })).toBeVisible();
  });
});

test.each([
  ['RecallPanel', RecallPanel],
  ['EstimatePanel', EstimatePanel],
  ['StepPanel', StepPanel],
  ['ScoreDistributionPanel', ScoreDistributionPanel],
  ['ConfidencePanel', ConfidencePanel],
  ['NewItemsPanel', NewItemsPanel],
])('%s fits 380 pixels', async (_, panel) => {
  await open(panel as ComponentType<Partial<PanelProps>>, {}, { width: 380 });
  await expect.poll(() => document.querySelector('section')).not.toBeNull();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
});
