import { type ReactNode, useEffect, useReducer, useRef } from 'react';
import { type FormatName, fetchSampleCorpus, type PickedFile } from '../../workers/client.ts';
import { type BrowserFile, toPickedFiles } from '../shared/picked-files.ts';
import { readImportChoices, storeImportChoices } from '../shared/preferences.ts';
import { openRoute } from '../shared/route.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { ImportContext, type ImportControl } from './import-context.ts';
import { choicesOf } from './import-draft.ts';
import { fetchFrom, isProject, lookAt, openProject, rereadAs, runImport } from './import-jobs.ts';
import { type ImportTarget, isRunning, NO_IMPORT, type OfferedImport, reduceImport } from './import-state.ts';
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

  function begin(): AbortSignal {
    // Files that are still looked at are not those that the person wants now.
    controller.current?.abort();
    controller.current = new AbortController();
    return controller.current.signal;
  }

  async function look(files: readonly PickedFile[], target: ImportTarget) {
    if (files.length === 0 || isRunning(state)) return;
    if (!isProject(files)) {
      await lookAt(client, files, target, readImportChoices, begin(), dispatch);
      return;
    }
    const corpus = await openProject(client, files, target, corpora.value ?? [], begin(), dispatch);
    if (corpus) show(corpus.corpusId);
  }

  async function fetchAndLook(url: string, target: ImportTarget) {
    if (isRunning(state)) return;
    const file = await fetchFrom(client, url, target, begin(), dispatch);
    if (file) await look([file], target);
  }

  async function start(offer: OfferedImport) {
    const { target, preview, draft } = offer;
    storeImportChoices(preview.format, choicesOf(preview, draft));
    const report = await runImport(client, offer, begin(), dispatch);
    if (!report) return;
    if (target.kind === 'new-corpus') show(report.corpus.corpusId);
    else {
      details.reload();
      corpora.reload();
    }
  }

  /** A corpus that is new. */
  function show(corpusId: string) {
    openCorpus(corpusId);
    // The first screen goes away with the first corpus; the report is on this one.
    if (corpora.value?.length === 0) openRoute('corpus');
    corpora.reload();
  }

  async function startSample() {
    const search = await runSample(client, fetchSample, sample.corpus, dispatchSample);
    if (!search) return;
    corpora.reload();
    searchFor(search.corpusId, search.queryText);
  }

  const control: ImportControl = {
    state,
    pick: (files: readonly BrowserFile[], target) => void look(toPickedFiles(files), target),
    look: (files, target) => void look(files, target),
    fetchFrom: (url, target) => void fetchAndLook(url, target),
    chooseFormat(format: FormatName) {
      if (state.status !== 'offered') return;
      void rereadAs(client, state, format, readImportChoices, begin(), dispatch);
    },
    edit: (change) => dispatch({ type: 'edited', change }),
    forget() {
      if (state.status === 'offered') storeImportChoices(state.preview.format, undefined);
      dispatch({ type: 'forgot' });
    },
    start: () => void (state.status === 'offered' && start(state)),
    cancel() {
      dispatch({ type: 'stopAsked' });
      controller.current?.abort();
    },
    close() {
      // They may be looked at as another format.
      if (state.status === 'offered') controller.current?.abort();
      dispatch({ type: 'closed' });
    },
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
