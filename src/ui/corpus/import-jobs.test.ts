import { expect, test } from 'vitest';
import { cancelledError } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import type { ImportPreview, ImportProgress, ImportReport, JobProgress } from '../../workers/client.ts';
import { draftOf } from './import-draft.ts';
import { fetchFrom, isProject, lookAt, openProject, rereadAs, runImport } from './import-jobs.ts';
import { type ImportAction, NEW_CORPUS, type OfferedImport } from './import-state.ts';

const files = [{ path: 'pages/pages.txt', file: new Blob() }];
const preview: ImportPreview = {
  format: 'text',
  formats: ['text', 'files'],
  suggestedName: 'pages',
  totalBytes: 10,
  columns: [],
  sampleRows: [],
  filesRead: ['pages.txt'],
  filesIgnored: [],
};
const corpus = { corpusId: 'c', name: 'Papers', hash: 'h' } as CorpusSummary;
const addition = { kind: 'addition', corpus } as const;
const choices = { leaveOutDuplicates: false };
const error = new Error('No.');
const refuse = async () => {
  throw error;
};
const cancel = async () => {
  throw cancelledError();
};

const NOT_CANCELLED = new AbortController().signal;

function record() {
  const actions: ImportAction[] = [];
  return { actions, dispatch: (action: ImportAction) => void actions.push(action) };
}

test.each([
  [['p.xenn'], true],
  [['P.XENN'], true],
  [['p.xenn', 'q.xenn'], false],
  [['p.zip'], false],
])('%j is a project: %s', (paths, expected) => {
  expect(isProject(paths.map((path) => ({ path, file: new Blob() })))).toBe(expected);
});

test('looking at files brings the choices of their format', async () => {
  const { actions, dispatch } = record();
  const previewImport = async () => preview;
  await lookAt(
    { previewImport },
    files,
    NEW_CORPUS,
    (format) => (format === 'text' ? choices : undefined),
    NOT_CANCELLED,
    dispatch,
  );
  expect(actions).toEqual([
    { type: 'picked', target: NEW_CORPUS },
    { type: 'previewed', files, preview, remembered: choices },
  ]);
});

test('files that cannot be read', async () => {
  const { actions, dispatch } = record();
  await lookAt({ previewImport: refuse }, files, NEW_CORPUS, () => undefined, NOT_CANCELLED, dispatch);
  expect(actions[1]).toEqual({ type: 'failed', error });
});

test.each([
  ['fails', cancel],
  ['has ended already', async () => preview],
])('looking at files that is cancelled and %s tells nothing more', async (_, previewImport) => {
  const { actions, dispatch } = record();
  const controller = new AbortController();
  const looking = lookAt({ previewImport }, files, NEW_CORPUS, () => undefined, controller.signal, dispatch);
  controller.abort();
  await looking;
  expect(actions).toEqual([{ type: 'picked', target: NEW_CORPUS }]);
});

const offer: OfferedImport = { target: NEW_CORPUS, files, preview, draft: draftOf(preview, ' Pages ') };

test('the same files as another format', async () => {
  const { actions, dispatch } = record();
  const asFiles: ImportPreview = { ...preview, format: 'files' };
  const asked: unknown[] = [];
  const previewImport = async (input: unknown) => {
    asked.push(input);
    return asFiles;
  };
  const controller = new AbortController();
  const { signal } = controller;
  await rereadAs({ previewImport }, offer, 'files', () => undefined, signal, dispatch);
  expect(asked).toEqual([{ files, format: 'files' }]);
  expect(actions).toEqual([{ type: 'reread', files, preview: asFiles }]);
  await rereadAs({ previewImport: refuse }, offer, 'files', () => undefined, signal, dispatch);
  expect(actions[1]).toEqual({ type: 'rereadFailed', files, error });
  // Other files are wanted meanwhile.
  controller.abort();
  for (const late of [previewImport, refuse]) {
    await rereadAs({ previewImport: late }, offer, 'files', () => undefined, signal, dispatch);
  }
  expect(actions.length).toBe(2);
});

test('a file that is fetched is like one that was picked', async () => {
  const { actions, dispatch } = record();
  const url = 'https://a.example/docs.csv';
  const blob = new Blob(['text\none']);
  const progress = { stage: 'fetching' } as JobProgress;
  const client = {
    fetchFile: async (_: unknown, options?: { onProgress?: (progress: JobProgress) => void }) => {
      options?.onProgress?.(progress);
      return { path: 'docs.csv', blob };
    },
  };
  const { signal } = new AbortController();
  expect(await fetchFrom(client, url, NEW_CORPUS, signal, dispatch)).toEqual({
    path: 'docs.csv',
    file: blob,
  });
  expect(actions).toEqual([
    { type: 'sent', target: NEW_CORPUS, errand: { kind: 'fetching', what: url } },
    { type: 'errandProgressed', progress },
  ]);
});

test.each<[string, () => Promise<never>, ImportAction]>([
  ['an error', refuse, { type: 'failed', error }],
  ['a cancel', cancel, { type: 'stopped' }],
])('%s ends an errand or an import', async (_, fails, action) => {
  const { actions, dispatch } = record();
  const { signal } = new AbortController();
  expect(await fetchFrom({ fetchFile: fails }, 'x', NEW_CORPUS, signal, dispatch)).toBeUndefined();
  expect(
    await openProject({ importProject: fails }, files, NEW_CORPUS, [], signal, dispatch),
  ).toBeUndefined();
  const importing = { importCorpus: fails, addDocuments: fails };
  expect(await runImport(importing, offer, signal, dispatch)).toBeUndefined();
  expect([actions[1], actions[3], actions[5]]).toEqual([action, action, action]);
});

test.each([
  ['alone', [], undefined],
  ['beside another of the same documents', [{ ...corpus, name: 'Old' }], 'Old'],
  ['beside others', [{ ...corpus, hash: 'other' }], undefined],
])('a project is opened %s', async (_, there, twin) => {
  const { actions, dispatch } = record();
  const importProject = async () => corpus;
  const { signal } = new AbortController();
  expect(await openProject({ importProject }, files, NEW_CORPUS, there, signal, dispatch)).toBe(corpus);
  expect(actions[1]).toEqual({ type: 'opened', corpus, ...(twin !== undefined && { twin }) });
});

test('a project is not added to a corpus', async () => {
  const { actions, dispatch } = record();
  const { signal } = new AbortController();
  await openProject({ importProject: async () => corpus }, files, addition, [], signal, dispatch);
  expect(actions[1]).toEqual({
    type: 'failed',
    error: new Error(
      'A project is a corpus of its own, with its scores and indexes; its documents cannot be added to another. Drop it where corpora are added.',
    ),
  });
});

test('an import and an addition ask for what was chosen', async () => {
  const { actions, dispatch } = record();
  const asked: unknown[] = [];
  const report = { refusedCount: 0 } as ImportReport;
  const progress = { stage: 'reading' } as ImportProgress;
  const answer = async (input: unknown, options?: { onProgress?: (progress: ImportProgress) => void }) => {
    asked.push(input);
    options?.onProgress?.(progress);
    return report;
  };
  const client = { importCorpus: answer, addDocuments: answer };
  const { signal } = new AbortController();
  expect(await runImport(client, offer, signal, dispatch)).toBe(report);
  expect(await runImport(client, { ...offer, target: addition }, signal, dispatch)).toBe(report);
  const request = { files, options: { format: 'text' }, leaveOutDuplicates: true };
  expect(asked).toEqual([
    { name: 'Pages', sourceName: 'pages', ...request },
    { corpusId: 'c', ...request },
  ]);
  expect(actions.slice(0, 3)).toEqual([
    { type: 'started' },
    { type: 'progressed', progress },
    { type: 'imported', report },
  ]);
});
