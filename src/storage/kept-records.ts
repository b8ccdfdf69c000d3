/** What is kept beside the corpora and outlives them: searches and experiments. */
import type { FileTree } from './model-files.ts';
import { createRecordStore } from './record-store.ts';

/** What storage itself reads of a summary. */
interface RunHead {
  readonly runId: string;
  readonly createdMs: number;
}
interface ExperimentHead {
  readonly experimentId: string;
  readonly createdMs: number;
}

/** Searches that were kept; as the engine's `RunStore`. */
export function createRunStore<Summary extends RunHead>(tree: FileTree) {
  const records = createRecordStore<Summary>(tree, {
    format: 'xenn-run',
    fileName: 'run.record',
    idOf: ({ runId }) => runId,
    noun: 'search',
    plural: 'searches',
  });
  return {
    listRuns: records.list,
    listRunsOfOtherVersion: records.listOfOtherVersion,
    readRun: records.read,
    writeRun: records.write,
    deleteRun: records.remove,
    removeCutOff: records.removeCutOff,
  };
}

/** Experiments, finished or not; as the engine's `ExperimentStore`. */
export function createExperimentStore<Summary extends ExperimentHead>(tree: FileTree) {
  const records = createRecordStore<Summary>(tree, {
    format: 'xenn-experiment',
    fileName: 'experiment.record',
    idOf: ({ experimentId }) => experimentId,
    noun: 'experiment',
    plural: 'experiments',
  });
  return {
    listExperiments: records.list,
    listExperimentsOfOtherVersion: records.listOfOtherVersion,
    readExperiment: records.read,
    writeExperiment: records.write,
    deleteExperiment: records.remove,
    removeCutOff: records.removeCutOff,
  };
}
