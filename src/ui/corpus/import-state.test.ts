import { describe, expect, test } from 'vitest';
import type { CorpusSummary } from '../../core/records.ts';
import type { ImportPreview, ImportProgress, ImportReport } from '../../workers/client.ts';
import {
  draftProblems,
  type ImportAction,
  type ImportDraft,
  type ImportState,
  type ImportTarget,
  importInto,
  mappingOf,
  NEW_CORPUS,
  NO_IMPORT,
  reduceImport,
} from './import-state.ts';

const preview: ImportPreview = {
  format: 'csv',
  suggestedName: 'pages',
  totalBytes: 10,
  columns: ['key', 'body'],
  sampleRows: [['1', 'text']],
  mapping: { id: 'key', text: 'body' },
  filesRead: ['pages.csv'],
  filesIgnored: [],
};
const draft: ImportDraft = { name: 'pages', idColumn: 'key', titleColumn: '', textColumn: 'body' };
const files = [{ path: 'pages.csv', file: new Blob() }];
const target = NEW_CORPUS;
const papers = { corpusId: 'c', name: 'Papers', documentCount: 3 } as CorpusSummary;
const addition: ImportTarget = { kind: 'addition', corpus: papers };
const previewing: ImportState = { status: 'previewing', target };
const offered: ImportState = { status: 'offered', target, files, preview, draft };
const importing: ImportState = { status: 'importing', target, files, preview, draft, stopping: false };
const progress = { stage: 'reading' } as ImportProgress;
const report = { refusedCount: 0 } as ImportReport;
const error = new Error('Row 3 has 5 cells.');

const cases: readonly [string, ImportState, ImportAction, ImportState][] = [
  ['picking looks at the files', NO_IMPORT, { type: 'picked', target }, previewing],
  ['picking does not disturb an import', importing, { type: 'picked', target: addition }, importing],
  ['a preview suggests a draft', previewing, { type: 'previewed', files, preview }, offered],
  [
    'added documents keep the name of their corpus',
    { status: 'previewing', target: addition },
    { type: 'previewed', files, preview },
    { ...offered, target: addition, draft: { ...draft, name: 'Papers' } },
  ],
  ['a preview after closing is ignored', NO_IMPORT, { type: 'previewed', files, preview }, NO_IMPORT],
  [
    'unreadable files say why',
    previewing,
    { type: 'failed', error },
    { status: 'unreadable', target, error },
  ],
  [
    'a draft can be edited',
    offered,
    { type: 'edited', change: { name: 'P' } },
    { ...offered, draft: { ...draft, name: 'P' } },
  ],
  ['starting drops the old error', { ...offered, error }, { type: 'started' }, importing],
  ['progress', importing, { type: 'progressed', progress }, { ...importing, progress }],
  ['late progress is ignored', offered, { type: 'progressed', progress }, offered],
  ['stopping', importing, { type: 'stopAsked' }, { ...importing, stopping: true }],
  [
    'stopped goes back to the choices',
    { ...importing, progress, stopping: true },
    { type: 'stopped' },
    offered,
  ],
  [
    'a failure goes back to the choices',
    { ...importing, progress },
    { type: 'failed', error },
    { ...offered, error },
  ],
  ['the report', importing, { type: 'imported', report }, { status: 'imported', target, report }],
  ['closing the report', { status: 'imported', target, report }, { type: 'closed' }, NO_IMPORT],
  ['closing does not stop an import', importing, { type: 'closed' }, importing],
];
test.each(cases)('%s', (_, before, action, after) => {
  expect(reduceImport(before, action)).toEqual(after);
});

describe('an import is shown where its files were given', () => {
  const elsewhere: ImportTarget = { kind: 'addition', corpus: { ...papers, corpusId: 'd' } };
  const afterwards: ImportTarget = { kind: 'addition', corpus: { ...papers, documentCount: 9 } };
  const adding: ImportState = { ...offered, target: addition };
  test.each<[string, ImportState, ImportTarget, ImportState | 'busy']>([
    ['nothing', NO_IMPORT, addition, NO_IMPORT],
    ['its own', importing, NEW_CORPUS, importing],
    ['its own, with more documents by now', adding, afterwards, adding],
    ['not that of another corpus', adding, elsewhere, NO_IMPORT],
    ['not that of a new corpus', offered, addition, NO_IMPORT],
    ['busy while another runs', importing, addition, 'busy'],
  ])('%s', (_, state, at, shown) => {
    expect(importInto(state, at)).toEqual(shown);
  });
});

describe('draft', () => {
  const text: ImportPreview = { ...preview, format: 'text', columns: [] };
  const unmapped = { ...draft, idColumn: '', textColumn: '' };

  test.each<[string, ImportPreview, ImportDraft, object]>([
    ['complete', preview, draft, {}],
    ['without a name', preview, { ...draft, name: ' ' }, { name: 'Give the corpus a name.' }],
    ['without a text column', preview, unmapped, { textColumn: 'Choose the column that holds the text.' }],
    [
      'one column twice',
      preview,
      { ...draft, titleColumn: 'body' },
      { titleColumn: 'Title and text are the same column.' },
    ],
    ['text files need no columns', text, unmapped, {}],
  ])('problems: %s', (_, of, draft, problems) => {
    expect(draftProblems(of, draft)).toEqual(problems);
  });

  test('a preview without an obvious mapping leaves the columns open', () => {
    const { mapping: _, ...unclear } = preview;
    const state = reduceImport(previewing, { type: 'previewed', files, preview: unclear });
    expect(state).toEqual({ ...offered, preview: unclear, draft: unmapped });
  });

  test('mapping names only the chosen columns', () => {
    expect(mappingOf(preview, draft)).toEqual({ id: 'key', text: 'body' });
    expect(mappingOf(preview, { ...draft, idColumn: '', titleColumn: 'key' })).toEqual({
      title: 'key',
      text: 'body',
    });
    expect(mappingOf(text, draft)).toBeUndefined();
  });
});
