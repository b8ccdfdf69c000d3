import { type ReactNode, useEffect, useReducer, useRef } from 'react';
import { isCancelled } from '../../core/errors.ts';
import { type CallOptions, fetchSampleCorpus, type ImportProgress } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { type BrowserFile, sourceNameOf, toPickedFiles } from '../shared/picked-files.ts';
import { openRoute } from '../shared/route.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { ImportContext, type ImportControl } from './import-context.ts';
import { type ImportTarget, mappingOf, NO_IMPORT, type OfferedImport, reduceImport } from './import-state.ts';
import { NO_SAMPLE_RUN, reduceSample, runSample } from './sample-run.ts';

/** Holds imports above the screens, so that they go on whichever of them is open. */
export function ImportProvider({ children }: { children: ReactNode }) {
  const { client, corpora, details, openCorpus, searchFor } = useWorkspace();
  const [state, dispatch] = useReducer(reduceImport, NO_IMPORT);
  const [sample, dispatchSample] = useReducer(reduceSample, NO_SAMPLE_RUN);
  const controller = useRef<AbortController>(undefined);

  // Not earlier, or the first screen would come back for a moment.
  const sampleIsOpen =
    sample.step === 'searching' && details.value?.corpus.corpusId === sample.corpus?.corpusId;
  useEffect(() => {
    if (sampleIsOpen) dispatchSample({ type: 'ended' });
  }, [sampleIsOpen]);

  async function pick(browserFiles: readonly BrowserFile[], target: ImportTarget) {
    const files = toPickedFiles(browserFiles);
    if (files.length === 0) return;
    dispatch({ type: 'picked', target });
    try {
      dispatch({ type: 'previewed', files, preview: await client.previewImport({ files }) });
    } catch (thrown) {
      dispatch({ type: 'failed', error: toError(thrown) });
    }
  }

  async function runImport({ target, files, preview, draft }: OfferedImport) {
    controller.current = new AbortController();
    const mapping = mappingOf(preview, draft);
    const options = { format: preview.format, ...(mapping && { mapping }) };
    const call: CallOptions<ImportProgress> = {
      signal: controller.current.signal,
      onProgress: (progress) => dispatch({ type: 'progressed', progress }),
    };
    dispatch({ type: 'started' });
    try {
      if (target.kind === 'addition') {
        const { corpusId } = target.corpus;
        dispatch({ type: 'imported', report: await client.addDocuments({ corpusId, files, options }, call) });
        details.reload();
      } else {
        const naming = { name: draft.name.trim(), sourceName: sourceNameOf(files) };
        const report = await client.importCorpus({ ...naming, files, options }, call);
        dispatch({ type: 'imported', report });
        openCorpus(report.corpus.corpusId);
        // The first screen goes away with the first corpus; the report is on this one.
        if (corpora.value?.length === 0) openRoute('corpus');
      }
      corpora.reload();
    } catch (thrown) {
      dispatch(isCancelled(thrown) ? { type: 'stopped' } : { type: 'failed', error: toError(thrown) });
    }
  }

  async function startSample() {
    const search = await runSample(client, fetchSample, sample.corpus, dispatchSample);
    if (!search) return;
    corpora.reload();
    searchFor(search.corpusId, search.queryText);
  }

  const control: ImportControl = {
    state,
    pick: (files, target) => void pick(files, target),
    edit: (change) => dispatch({ type: 'edited', change }),
    start: () => void (state.status === 'offered' && runImport(state)),
    cancel() {
      dispatch({ type: 'stopAsked' });
      controller.current?.abort();
    },
    close: () => dispatch({ type: 'closed' }),
    sample,
    startSample: () => void startSample(),
    leaveSample() {
      corpora.reload();
      dispatchSample({ type: 'ended' });
    },
  };
  return <ImportContext value={control}>{children}</ImportContext>;
}

function fetchSample() {
  return fetchSampleCorpus(import.meta.env.BASE_URL);
}
