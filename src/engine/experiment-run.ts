/** Runs an experiment query by query, and keeps it as it goes. */
import { isCancelled } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { type OpenGrid, readExperimentQuery } from './experiment-grid.ts';
import { summaryOf, writeExperimentJson } from './experiment-json.ts';
import { rowsIn } from './experiment-problems.ts';
import { measuredPairTime } from './experiment-provenance.ts';
import type {
  Experiment,
  ExperimentProgress,
  ExperimentQueryResult,
  ExperimentSummary,
} from './experiment-records.ts';
import type { ExperimentSearcher } from './experiment-searcher.ts';
import type { ExperimentStore } from './ports.ts';
import { startMeter } from './progress.ts';
import type { StatisticsOf } from './recent-statistics.ts';
import type { CallContext, JobProgress } from './records.ts';
import { scoreQueries } from './score-pairs.ts';
import { createTurns } from './turns.ts';

/** What is lost at most when the page is closed; and a record is written a small part of the time only. */
const KEEP_EVERY_MS = 10_000;
const KEEPING_SHARE = 0.05;

/** Statistics, which are seconds of work, are told after this many queries, and after four times as many each time. */
const FIRST_STATISTICS = 5;

export interface RunParts {
  readonly experiments: Pick<ExperimentStore, 'writeExperiment'>;
  readonly statisticsOf: StatisticsOf;
  readonly searcher: ExperimentSearcher;
}

/**
 * Goes on with an experiment after its last result: scores what exact rankings miss, then searches. Written before the first
 * query, every few seconds, when it is cancelled or fails, and at the end.
 *
 * @throws CancelledError; EncoderError; WorkerError; StorageError. What is done is kept, unless it cannot be.
 */
export async function continueExperiment(
  grid: OpenGrid,
  begun: Experiment,
  { experiments, statisticsOf, searcher }: RunParts,
  context: CallContext<ExperimentProgress> = {},
): Promise<ExperimentSummary> {
  const { corpus, queries, scoring } = grid;
  const { cancel, onProgress } = context;
  const results: ExperimentQueryResult[] = [...begun.results];
  const readIds = idReader(grid, begun.documentIds);
  let experiment = begun;
  let keptMs = performance.now();
  let keepEveryMs = KEEP_EVERY_MS;

  const keep = async (changes: Partial<Experiment> = {}): Promise<ExperimentSummary> => {
    const startedMs = performance.now();
    experiment = {
      ...experiment,
      ...changes,
      results: [...results],
      doneQueryCount: results.length,
      documentIds: await readIds({ results, importedRuns: experiment.importedRuns }),
    };
    const summary = summaryOf(experiment);
    await experiments.writeExperiment(summary, writeExperimentJson(experiment));
    keptMs = performance.now();
    keepEveryMs = Math.max(KEEP_EVERY_MS, (keptMs - startedMs) / KEEPING_SHARE);
    return summary;
  };
  const report = (progress: JobProgress, withStatistics: boolean) =>
    onProgress?.({
      ...progress,
      experimentId: experiment.experimentId,
      ...(withStatistics && { statistics: statisticsOf({ ...experiment, results }) }),
    });

  await keep();
  try {
    await scoreQueries({ ...corpus, ...corpus.encoders }, scoring, undefined, {
      ...(cancel && { cancel }),
      onProgress: (progress) => report(progress, false),
    });
    // Known best when something was just scored.
    experiment = { ...experiment, provenance: { ...experiment.provenance, ...measuredPairTime(grid) } };
    const meter = startMeter('searching', 'queries', queries.length, results.length);
    report(meter.report(results.length), results.length > 0);
    await searchInLanes(grid, searcher, results.length, cancel, async (result) => {
      results.push(result);
      report(meter.report(results.length), isStep(results.length) && results.length < queries.length);
      if (performance.now() - keptMs >= keepEveryMs) await keep();
    });
  } catch (error) {
    // Of two errors the first is told; a cancel is none.
    await keep().catch((second: unknown) => {
      if (isCancelled(error)) throw second;
    });
    throw error;
  }
  report(startMeter('saving', 'queries', queries.length).report(queries.length), true);
  return keep({ provenance: { ...experiment.provenance, finishedMs: Date.now() } });
}

/**
 * Searches the queries from `firstQuery` on, as many at a time as there are lanes. `onResult` gets the results in the order
 * of the queries, one after the other.
 */
async function searchInLanes(
  grid: OpenGrid,
  { lanes }: ExperimentSearcher,
  firstQuery: number,
  cancel: Cancel | undefined,
  onResult: (result: ExperimentQueryResult) => Promise<void>,
): Promise<void> {
  const remaining = [...grid.queries.entries()].slice(firstQuery).values();
  /** Finished before one that comes first. */
  const early = new Map<number, ExperimentQueryResult>();
  const inTurn = createTurns();
  let nextQuery = firstQuery;
  const deliver = async () => {
    for (let result = early.get(nextQuery); result; result = early.get(nextQuery)) {
      early.delete(nextQuery);
      nextQuery += 1;
      await onResult(result);
    }
  };
  /** In the order in which they happened. */
  const failures: unknown[] = [];
  const work = async (lane: ExperimentSearcher['lanes'][number]): Promise<void> => {
    for (const [position, query] of remaining) {
      if (failures.length > 0) return;
      cancel?.throwIfAborted();
      early.set(position, await lane(await readExperimentQuery(grid, query), cancel));
      await inTurn(deliver);
    }
  };
  await Promise.all(lanes.map((lane) => work(lane).catch((error: unknown) => void failures.push(error))));
  if (failures.length > 0) throw failures[0];
}

function isStep(doneQueryCount: number): boolean {
  return Number.isInteger(Math.log2(doneQueryCount / FIRST_STATISTICS) / 2);
}

/** Ids of all documents in any ranking or judgement; each is read once. */
function idReader({ corpus: { store, corpusId } }: OpenGrid, known: Experiment['documentIds']) {
  const idOf = new Map(Array.from(known.docRows, (docRow, i) => [docRow, known.ids[i]]));
  return async (parts: Pick<Experiment, 'results' | 'importedRuns'>): Promise<Experiment['documentIds']> => {
    const docRows = rowsIn(parts);
    const missing = docRows.filter((docRow) => !idOf.has(docRow));
    for (const { docRow, id } of await store.readDocuments(corpusId, missing)) idOf.set(docRow, id);
    return { docRows, ids: Array.from(docRows, (docRow) => idOf.get(docRow) as string) };
  };
}
