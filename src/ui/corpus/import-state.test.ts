import { describe, expect, test } from 'vitest';
import type { CorpusSummary } from '../../core/records.ts';
import type { ImportPreview, ImportProgress, ImportReport, JobProgress } from '../../workers/client.ts';
import { chunkedBy, draftOf } from './import-draft.ts';
import {
  type ImportAction,
  type ImportState,
  type ImportTarget,
  importInto,
  NEW_CORPUS,
  NO_IMPORT,
  reduceImport,
} from './import-state.ts';

const preview: ImportPreview = {
  format: 'csv',
  formats: ['csv', 'text'],
  suggestedName: 'pages',
  totalBytes: 10,
  columns: ['key', 'body'],
  sampleRows: [['1', 'text']],
  mapping: { id: 'key', text: 'body' },
  filesRead: ['pages.csv'],
  filesIgnored: [],
};
const draft = draftOf(preview, 'pages');
const files = [{ path: 'pages.csv', file: new Blob() }];
const target = NEW_CORPUS;
const papers = { corpusId: 'c', name: 'Papers', documentCount: 3 } as CorpusSummary;
const addition: ImportTarget = { kind: 'addition', corpus: papers };
const previewing: ImportState = { status: 'previewing', target };
const offered: ImportState = { status: 'offered', target, files, preview, draft };
const importing: ImportState = { status: 'importing', target, files, preview, draft, stopping: false };
const report = { refusedCount: 0 } as ImportReport;
const imported: ImportState = { status: 'imported', target, report, leftOutDuplicates: true };
const progress = { stage: 'reading' } as ImportProgress;
const error = new Error('Row 3 has 5 cells.');
const remembered = { leaveOutDuplicates: false };
const asText: ImportPreview = { ...preview, format: 'text', columns: [], suggestedName: 'other' };
const errand: ImportState = {
  status: 'errand',
  target,
  errand: { kind: 'fetching', what: 'https://a.example/pages.csv' },
  stopping: false,
};
const fetched = { stage: 'fetching' } as JobProgress;

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
  [
    'remembered choices are offered',
    previewing,
    { type: 'previewed', files, preview, remembered },
    { ...offered, draft: draftOf(preview, 'pages', remembered), remembered },
  ],
  [
    'forgetting them keeps the name',
    { ...offered, draft: { ...draft, name: 'P', leaveOutDuplicates: false }, remembered },
    { type: 'forgot' },
    { ...offered, draft: { ...draft, name: 'P' } },
  ],
  [
    'another format keeps the name and drops the old error',
    { ...offered, draft: { ...draft, name: 'P' }, error },
    { type: 'reread', files, preview: asText },
    { ...offered, preview: asText, draft: draftOf(asText, 'P') },
  ],
  [
    'another format keeps what was changed by hand',
    { ...offered, draft: { ...draft, chunking: chunkedBy('words'), leaveOutDuplicates: false } },
    { type: 'reread', files, preview: asText, remembered: { leaveOutDuplicates: true } },
    {
      ...offered,
      preview: asText,
      remembered: { leaveOutDuplicates: true },
      draft: { ...draftOf(asText, 'pages'), chunking: chunkedBy('words'), leaveOutDuplicates: false },
    },
  ],
  [
    'another format brings choices of its own where nothing was changed',
    { ...offered, remembered, draft: draftOf(preview, 'pages', remembered) },
    { type: 'reread', files, preview: asText },
    { ...offered, preview: asText, draft: draftOf(asText, 'pages') },
  ],
  [
    'what has judgements cannot be cut, whatever was chosen before',
    { ...offered, draft: { ...draft, chunking: chunkedBy('words') } },
    { type: 'reread', files, preview: { ...asText, format: 'beir' } },
    {
      ...offered,
      preview: { ...asText, format: 'beir' },
      draft: draftOf({ ...asText, format: 'beir' }, 'pages'),
    },
  ],
  [
    'another format of files that are offered no more is ignored',
    offered,
    { type: 'reread', files: [...files], preview: asText },
    offered,
  ],
  [
    'nor does it matter that they could not be read so',
    offered,
    { type: 'rereadFailed', files: [...files], error },
    offered,
  ],
  [
    'files that cannot be read so stay offered as they were',
    offered,
    { type: 'rereadFailed', files, error },
    { ...offered, error },
  ],
  ['another format after closing is ignored', NO_IMPORT, { type: 'reread', files, preview }, NO_IMPORT],
  ['a format that the files are not', offered, { type: 'failed', error }, { ...offered, error }],
  ['an errand begins', NO_IMPORT, { type: 'sent', target, errand: errand.errand }, errand],
  [
    'an errand does not disturb an import',
    importing,
    { type: 'sent', target, errand: errand.errand },
    importing,
  ],
  [
    'progress of an errand',
    errand,
    { type: 'errandProgressed', progress: fetched },
    { ...errand, progress: fetched },
  ],
  ['late progress of an errand', offered, { type: 'errandProgressed', progress: fetched }, offered],
  ['stopping to look', previewing, { type: 'stopAsked' }, NO_IMPORT],
  ['stopping an errand', errand, { type: 'stopAsked' }, { ...errand, stopping: true }],
  ['a stopped errand leaves nothing', errand, { type: 'stopped' }, NO_IMPORT],
  ['a failed errand says why', errand, { type: 'failed', error }, { status: 'unreadable', target, error }],
  ['closing does not stop an errand', errand, { type: 'closed' }, errand],
  ['what was fetched is looked at', errand, { type: 'picked', target }, previewing],
  [
    'a project is open',
    errand,
    { type: 'opened', corpus: papers },
    { status: 'opened', target, corpus: papers },
  ],
  [
    'a project whose documents were there',
    errand,
    { type: 'opened', corpus: papers, twin: 'Old papers' },
    { status: 'opened', target, corpus: papers, twin: 'Old papers' },
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
  ['the report', importing, { type: 'imported', report }, imported],
  ['closing the report', imported, { type: 'closed' }, NO_IMPORT],
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
    ['busy while a file is fetched', errand, addition, 'busy'],
  ])('%s', (_, state, at, shown) => {
    expect(importInto(state, at)).toEqual(shown);
  });
});
