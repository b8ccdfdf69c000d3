import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ModelChoice } from '../../core/model-choice.ts';
import type { BackendName, CorpusSummary } from '../../core/records.ts';
import type { ConnectionStore } from './connection.ts';
import {
  readBackendChoice,
  readLastCorpusId,
  storeBackend,
  storeCalibration,
  storeLastCorpusId,
  storeModelChoice,
} from './preferences.ts';
import { openRoute, useRoute } from './route.ts';
import { useLoaded } from './use-loaded.ts';
import { useNotices } from './use-notices.ts';
import { usePreparation } from './use-preparation.ts';
import { type QueryToRun, type Workspace, WorkspaceContext } from './workspace.ts';

interface Props {
  connection: ConnectionStore;
  children: ReactNode;
}

export function WorkspaceProvider({ connection, children }: Props) {
  const { client, choice, storage } = useSyncExternalStore(connection.subscribe, connection.current);
  const [loadingStage, setLoadingStage] = useState<string>();
  const encoderStatus = useLoaded(
    useCallback(() => {
      setLoadingStage(undefined);
      return client.readEncoderStatus({}, { onProgress: setLoadingStage });
    }, [client]),
  );
  useNotices(client, encoderStatus.reload);
  const calibration = encoderStatus.value?.report.calibration;
  useEffect(() => {
    if (calibration) storeCalibration(calibration);
  }, [calibration]);
  const corpora = useLoaded(useCallback(() => client.listCorpora({}), [client]));

  const [chosenCorpusId, setChosenCorpusId] = useState(readLastCorpusId);
  const [queryToRun, setQueryToRun] = useState<QueryToRun>();
  const openCorpus = corpora.value && existingCorpus(corpora.value, chosenCorpusId);
  const openCorpusId = openCorpus?.corpusId;
  const details = useLoaded(
    useMemo(
      () =>
        openCorpusId === undefined ? undefined : () => client.readCorpusDetails({ corpusId: openCorpusId }),
      [client, openCorpusId],
    ),
  );
  const preparation = usePreparation(client, openCorpus);

  useEffect(() => {
    if (corpora.value) storeLastCorpusId(openCorpusId);
  }, [corpora.value, openCorpusId]);

  const route = useRoute();
  useEffect(() => {
    if (route !== 'search') setQueryToRun(undefined);
  }, [route]);

  const chooseBackend = useCallback(
    (backend: BackendName | undefined) => {
      storeBackend(backend);
      connection.restart({ ...connection.current().choice, backend: readBackendChoice() });
    },
    [connection],
  );
  const chooseModels = useCallback(
    (models: ModelChoice, apiKey?: string) => {
      storeModelChoice(models);
      const { backend, apiKey: currentKey } = connection.current().choice;
      const key = models.crossEncoder.source === 'remote' ? (apiKey ?? currentKey) : undefined;
      connection.restart({ backend, models, ...(key && { apiKey: key }) });
    },
    [connection],
  );
  const chooseCorpus = useCallback((corpusId: string) => {
    setChosenCorpusId(corpusId);
    setQueryToRun(undefined);
  }, []);
  const searchFor = useCallback((corpusId: string, text: string) => {
    setChosenCorpusId(corpusId);
    setQueryToRun({ corpusId, text });
    openRoute('search');
  }, []);

  const workspace: Workspace = {
    client,
    storage,
    backendChoice: choice.backend,
    chooseBackend,
    models: choice.models,
    chooseModels,
    encoderStatus,
    loadingStage,
    corpora,
    details,
    openCorpusId,
    openCorpus: chooseCorpus,
    preparation,
    queryToRun,
    searchFor,
  };
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

/** The chosen corpus if it is still there, else the newest. */
function existingCorpus(
  corpora: readonly CorpusSummary[],
  chosenCorpusId: string | undefined,
): CorpusSummary | undefined {
  const found = corpora.find(({ corpusId }) => corpusId === chosenCorpusId);
  return found ?? [...corpora].sort((a, b) => b.createdMs - a.createdMs)[0];
}
