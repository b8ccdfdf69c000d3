import { parseHTML } from 'linkedom';
import { describe, expect, it, test } from 'vitest';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import {
  EXPERIMENT_REQUEST,
  makeExperimentReport,
  makeExperimentStatistics,
} from '../testing/experiment-statistics.ts';
import { standaloneHtml } from './standalone-html.tsx';

/** What the report of an experiment holds, read back as a page. */
function pageOf(changes: Partial<ExperimentReport> = {}) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const html = standaloneHtml(makeExperimentReport(changes), document);
  return { html, page: parseHTML(html).document };
}

const texts = (root: ParentNode, selector: string) =>
  Array.from(root.querySelectorAll(selector), ({ textContent }) => textContent?.trim());

it('asks for nothing and runs nothing', () => {
  const { html, page } = pageOf();
  expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  expect(page.querySelectorAll('script, link, iframe, object, [onload], [onerror]')).toHaveLength(0);
  for (const picture of page.querySelectorAll('img')) {
    expect(picture.getAttribute('src')).toMatch(/^data:image\/svg\+xml,/);
  }
  expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
  );
  // Addresses stand in the pictures only: the name of SVG.
  expect(html).not.toMatch(/https?:\/\//);
  expect(html.match(/https?%3A%2F%2F[^%"]*/g)?.every((each) => each.endsWith('www.w3.org'))).toBe(true);
});

it('leaves hostile names the text that they are', () => {
  const hostile = '</title></style><img src=x onerror="alert(1)"><script>alert(2)</script>';
  const { html, page } = pageOf({
    request: {
      ...EXPERIMENT_REQUEST,
      methods: EXPERIMENT_REQUEST.methods.map((each, i) => ({ ...each, label: `${i} ${hostile}` })),
    },
    summary: { ...makeExperimentReport().summary, name: hostile },
    provenance: { ...makeExperimentReport().provenance, corpusName: hostile },
    importedRuns: [{ name: hostile, unknownQueryLines: 1, unknownDocumentLines: 0, missingQueryCount: 0 }],
  });
  expect(page.querySelectorAll('script, [onerror]')).toHaveLength(0);
  expect(page.querySelectorAll('img')).toHaveLength(pageOf().page.querySelectorAll('img').length);
  expect(page.querySelector('h1')?.textContent).toBe(hostile);
  expect(html).not.toContain('<img src=x');
  for (const picture of page.querySelectorAll('img')) {
    const svg = decodeURIComponent(picture.getAttribute('src')?.split(',')[1] ?? '');
    expect(svg).not.toMatch(/<img|<script/);
    expect(picture.getAttribute('alt')).toMatch(/\. \w/);
  }
});

it('draws names that are no text', () => {
  const methods = EXPERIMENT_REQUEST.methods.map((each, i) => ({
    ...each,
    label: `${i} half a \ud83d pair`,
  }));
  const { page } = pageOf({ request: { ...EXPERIMENT_REQUEST, methods } });
  const [picture] = page.querySelectorAll('img');
  expect(decodeURIComponent(picture.getAttribute('src') ?? '')).toContain('>0 half a  pair</text>');
});

it('says which queries were made, how a speed was measured, and which costs are not known', () => {
  const { provenance } = makeExperimentReport();
  const [space] = provenance.itemSpaces;
  const { page } = pageOf({
    provenance: {
      ...provenance,
      madeQueryCount: 12,
      itemSpaces: [space, { itemSpace: 'index-1', name: 'Theirs', vectorsHash: '0b'.repeat(32) }],
    },
  });
  expect(texts(page, '[aria-labelledby=asked] dl > div')).toContain(
    'Made from documents12 queries, asked by nobody',
  );
  expect(texts(page, '[aria-labelledby=provenance] dl > div')).toContain(
    'One pair takes2.00 ms, measured on this corpus (WASM, 2 threads)',
  );
  expect(texts(page, '[aria-labelledby=provenance] td.number')).toEqual(['0', 'unknown']);
});

it('says what was asked, and that it is a sample', () => {
  const { provenance } = makeExperimentReport();
  const { page } = pageOf({ provenance: { ...provenance, availableQueryCount: 300 } });
  expect(texts(page, '[aria-labelledby=asked] dl > div')).toEqual([
    'CorpusSeas, 5,183 documents',
    'Queriesa sample of 60 of 300 test queries',
    'Judged by people50 queries',
    'Budgets50 and 500 cross-encoder calls a query',
    'Best k of1, 10 and 100',
    'Seed7',
  ]);
  expect(texts(page, '[aria-labelledby=asked] tbody tr')[1]).toBe(
    'AXN · MF_Trns 300λ 0.8 · BM25 first · 10 rounds · greedyMF_Trns 300',
  );
});

describe('its tables', () => {
  const { page } = pageOf();
  const [found] = page.querySelectorAll('.measures');
  const rowsOf = (table: Element) =>
    Array.from(table.querySelectorAll('tbody tr'), (row) => texts(row, 'th, td').join(' | '));

  it('have methods within budgets, then the references', () => {
    expect(rowsOf(found).map((row) => row.split(' | ')[0])).toEqual([
      'Budget of 50 calls',
      'Retrieve and rerank',
      'AXN · MF_Trns 300',
      'Best · hybrid',
      'Budget of 500 calls',
      'Retrieve and rerank',
      'AXN · MF_Trns 300',
      'Best · hybrid',
      'For comparison',
      'Exact ranking',
      'BM25',
      'Dual-encoder',
    ]);
    expect(rowsOf(found)[3]).toMatch(/^Best · hybrid \| 50 \| ≈ 0\.114 \| 0\.650 ▲0\.620 to 0\.680 \| /);
    expect(rowsOf(found)[9]).toBe(
      'Exact ranking | – | – | 1.000 1.000 to 1.000 | 1.000 1.000 to 1.000 | 1.000 1.000 to 1.000',
    );
  });

  it('mark the best of each budget and what is surely better than the first method', () => {
    expect(texts(found, 'tbody b')).toEqual(['0.650', '0.423', '0.275', '0.750', '0.563', '0.422']);
    const marks = Array.from(found.querySelectorAll('[role=img]'), (each) => each.getAttribute('aria-label'));
    expect(marks).toHaveLength(12);
    expect(marks[0]).toBe('significantly better than the first method, p = 0.037');
  });

  it('mark none where all are equal', () => {
    const { statistics } = makeExperimentReport();
    const [{ measures }] = statistics.cells;
    const cells = statistics.cells.map((cell) => ({ ...cell, measures }));
    expect(texts(pageOf({ statistics: { ...statistics, cells, comparisons: [] } }).page, 'tbody b')).toEqual(
      [],
    );
  });

  it('have a caption and say which cells are headings', () => {
    for (const table of page.querySelectorAll('table')) {
      expect(table.querySelectorAll('caption')).toHaveLength(1);
      for (const heading of table.querySelectorAll('th')) {
        expect(heading.getAttribute('scope')).toMatch(/^(row|col|rowgroup)$/);
      }
    }
  });

  it('compare with the first method', () => {
    const comparisons = Array.from(page.querySelectorAll('.measures')).at(-2) as Element;
    expect(comparisons.querySelector('caption')?.textContent).toMatch(
      /^Found of the exact top k: differences to “Retrieve and rerank”/,
    );
    expect(rowsOf(comparisons)[0]).toMatch(
      /^AXN · MF_Trns 300 \| 50 \| \+0\.050\+0\.030 to \+0\.070p = 0\.037 \| /,
    );
  });
});

it('says where it ran, with whole hashes in the titles', () => {
  const { page } = pageOf();
  const hashes = Array.from(page.querySelectorAll('code'), (each) => [
    each.textContent,
    each.getAttribute('title'),
  ]);
  expect(hashes).toContainEqual(['cececececece', 'ce'.repeat(32)]);
  expect(hashes).toHaveLength(6);
  expect(texts(page, '[aria-labelledby=provenance] dl > div')).toContain('MachineChromium 141, 2 cores');
});

describe('an experiment that is not done', () => {
  const { summary, statistics } = makeExperimentReport();
  test.each([
    ['on the way', 20, 8],
    ['at its beginning', 0, 0],
  ])('%s', (_, queryCount, chartCount) => {
    const { page } = pageOf({ statistics: { ...statistics, queryCount } });
    expect(texts(page, '.unfinished')).toEqual([
      `Unfinished: ${queryCount} of ${summary.queryCount} queries so far.`,
    ]);
    expect(page.querySelectorAll('figure')).toHaveLength(Math.max(0, chartCount - 1));
  });

  it('is nothing to mention otherwise', () => {
    expect(texts(pageOf().page, '.unfinished')).toEqual([]);
  });
});

it('leaves out what needs judgements where there are none', () => {
  const { page } = pageOf({ statistics: makeExperimentStatistics(EXPERIMENT_REQUEST, 0) });
  expect(texts(page, 'th')).not.toContain('nDCG@10');
  expect(texts(page, 'th')).toContain('Top-10-Recall');
});
