/** What an import asks of the engine. Each reports every change as an action, and never rejects. */
import { isCancelled } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import type { EngineClient, FormatName, ImportReport, PickedFile } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { sourceNameOf } from '../shared/picked-files.ts';
import type { ImportChoices } from '../shared/preferences.ts';
import { optionsOf } from './import-draft.ts';
import type { ImportAction, ImportTarget, OfferedImport } from './import-state.ts';

type Dispatch = (action: ImportAction) => void;
type ChoicesOf = (format: FormatName) => ImportChoices | undefined;

/** A project is one file with this ending. */
export function isProject(files: readonly PickedFile[]): boolean {
  return files.length === 1 && files[0].path.toLowerCase().endsWith('.xenn');
}

/** Looks at files; `choicesOf` are the remembered ones. Once `signal` is aborted nothing more is reported. */
export async function lookAt(
  client: Pick<EngineClient, 'previewImport'>,
  files: readonly PickedFile[],
  target: ImportTarget,
  choicesOf: ChoicesOf,
  signal: AbortSignal,
  dispatch: Dispatch,
): Promise<void> {
  dispatch({ type: 'picked', target });
  try {
    const preview = await client.previewImport({ files }, { signal });
    if (signal.aborted) return;
    dispatch({ type: 'previewed', files, preview, ...remembered(choicesOf(preview.format)) });
  } catch (thrown) {
    if (!signal.aborted) dispatch({ type: 'failed', error: toError(thrown) });
  }
}

/** Looks at offered files again, as another format. Once `signal` is aborted nothing is reported. */
export async function rereadAs(
  client: Pick<EngineClient, 'previewImport'>,
  { files }: OfferedImport,
  format: FormatName,
  choicesOf: ChoicesOf,
  signal: AbortSignal,
  dispatch: Dispatch,
): Promise<void> {
  try {
    const preview = await client.previewImport({ files, format }, { signal });
    if (signal.aborted) return;
    dispatch({ type: 'reread', files, preview, ...remembered(choicesOf(format)) });
  } catch (thrown) {
    if (!signal.aborted) dispatch({ type: 'rereadFailed', files, error: toError(thrown) });
  }
}

function remembered(choices: ImportChoices | undefined) {
  return choices && { remembered: choices };
}

/** The file at an address; undefined when there is none, which has been told. */
export async function fetchFrom(
  client: Pick<EngineClient, 'fetchFile'>,
  url: string,
  target: ImportTarget,
  signal: AbortSignal,
  dispatch: Dispatch,
): Promise<PickedFile | undefined> {
  dispatch({ type: 'sent', target, errand: { kind: 'fetching', what: url } });
  try {
    const { path, blob } = await client.fetchFile(
      { url },
      { signal, onProgress: (progress) => dispatch({ type: 'errandProgressed', progress }) },
    );
    return { path, file: blob };
  } catch (thrown) {
    dispatch(isCancelled(thrown) ? { type: 'stopped' } : { type: 'failed', error: toError(thrown) });
    return undefined;
  }
}

/** The project's corpus; undefined when nothing was opened, which has been told. `there`: the corpora before. */
export async function openProject(
  client: Pick<EngineClient, 'importProject'>,
  files: readonly PickedFile[],
  target: ImportTarget,
  there: readonly CorpusSummary[],
  signal: AbortSignal,
  dispatch: Dispatch,
): Promise<CorpusSummary | undefined> {
  dispatch({ type: 'sent', target, errand: { kind: 'opening', what: files[0].path } });
  try {
    if (target.kind === 'addition') {
      throw new Error(
        'A project is a corpus of its own, with its scores and indexes; its documents cannot be added to another. ' +
          'Drop it where corpora are added.',
      );
    }
    const corpus = await client.importProject(
      { files },
      { signal, onProgress: (progress) => dispatch({ type: 'errandProgressed', progress }) },
    );
    const twin = there.find(({ hash }) => hash === corpus.hash);
    dispatch({ type: 'opened', corpus, ...(twin && { twin: twin.name }) });
    return corpus;
  } catch (thrown) {
    dispatch(isCancelled(thrown) ? { type: 'stopped' } : { type: 'failed', error: toError(thrown) });
    return undefined;
  }
}

/** The report; undefined when nothing was imported, which has been told. */
export async function runImport(
  client: Pick<EngineClient, 'importCorpus' | 'addDocuments'>,
  { target, files, preview, draft }: OfferedImport,
  signal: AbortSignal,
  dispatch: Dispatch,
): Promise<ImportReport | undefined> {
  const { leaveOutDuplicates } = draft;
  const request = { files, options: optionsOf(preview, draft), leaveOutDuplicates };
  const call = {
    signal,
    onProgress: (progress: Extract<ImportAction, { type: 'progressed' }>['progress']) =>
      dispatch({ type: 'progressed', progress }),
  };
  dispatch({ type: 'started' });
  try {
    const report =
      target.kind === 'addition'
        ? await client.addDocuments({ corpusId: target.corpus.corpusId, ...request }, call)
        : await client.importCorpus(
            { name: draft.name.trim(), sourceName: sourceNameOf(files), ...request },
            call,
          );
    dispatch({ type: 'imported', report });
    return report;
  } catch (thrown) {
    dispatch(isCancelled(thrown) ? { type: 'stopped' } : { type: 'failed', error: toError(thrown) });
    return undefined;
  }
}
