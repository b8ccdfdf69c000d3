/** The kept searches and experiments of a project, on their way in with its corpus. */
import { readExperimentJson, summaryOf, writeExperimentJson } from './experiment-json.ts';
import type { Experiment } from './experiment-records.ts';
import { runSummaryOf } from './import-run.ts';
import type { Store } from './ports.ts';
import type { ProjectRecord, RecordStores } from './project-records.ts';
import { readRunJson } from './run-json.ts';

export interface RecordWriter {
  /**
   * Stores a search unless one of its id is here. An experiment becomes one of the corpus, unless one of its id is here and
   * its corpus too; one whose corpus is gone comes along, as it is here or in the file: as it has more finished queries.
   */
  write(record: ProjectRecord, corpusId: string): Promise<void>;
  /**
   * As it was before, but for a kept experiment that could not be read and was written over. What can be undone is, and the
   * first error is thrown after that.
   */
  undo(): Promise<void>;
}

/** Knows what is here before the project's corpus is. */
export async function openRecordWriter(
  store: Pick<Store, 'listCorpora'>,
  { runs, experiments }: RecordStores,
): Promise<RecordWriter> {
  const corpusIds = new Set((await store.listCorpora()).map(({ corpusId }) => corpusId));
  const runIds = new Set((await runs.listRuns()).map(({ runId }) => runId));
  const kept = new Map(
    (await experiments.listExperiments()).map((summary) => [summary.experimentId, summary]),
  );
  const undos: (() => Promise<void>)[] = [];

  async function writeRun({ path, text }: ProjectRecord): Promise<void> {
    const summary = runSummaryOf(readRunJson(text, path));
    if (runIds.has(summary.runId)) return;
    await runs.writeRun(summary, text);
    runIds.add(summary.runId);
    undos.push(() => runs.deleteRun(summary.runId));
  }

  async function writeExperiment({ path, text }: ProjectRecord, corpusId: string): Promise<void> {
    const received = readExperimentJson(text, path);
    const { experimentId } = received;
    const before = kept.get(experimentId);
    if (before && corpusIds.has(before.corpusId)) return;
    // One that cannot be read is of no use: the file's takes its place.
    const beforeText = before && (await experiments.readExperiment(experimentId).catch(() => undefined));
    const experiment = movedTo(corpusId, furthest(received, beforeText));
    const summary = summaryOf(experiment);
    await experiments.writeExperiment(summary, writeExperimentJson(experiment));
    kept.set(experimentId, summary);
    corpusIds.add(corpusId);
    undos.push(() =>
      before && beforeText !== undefined
        ? experiments.writeExperiment(before, beforeText)
        : experiments.deleteExperiment(experimentId),
    );
  }

  return {
    write: (record, corpusId) =>
      record.kind === 'run' ? writeRun(record) : writeExperiment(record, corpusId),
    async undo() {
      const results = await Promise.allSettled(undos.map((undo) => undo()));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
  };
}

function furthest(received: Experiment, beforeText: string | undefined): Experiment {
  const before = beforeText === undefined ? undefined : readable(beforeText);
  return before && before.doneQueryCount >= received.doneQueryCount ? before : received;
}

function readable(text: string): Experiment | undefined {
  try {
    return readExperimentJson(text, 'The kept experiment');
  } catch {
    return undefined;
  }
}

function movedTo(corpusId: string, experiment: Experiment): Experiment {
  return { ...experiment, corpusId, request: { ...experiment.request, corpusId } };
}
