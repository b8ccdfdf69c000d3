import type { IndexProvenance, IndexSummary } from '../core/index-records.ts';
import { ITEMS } from './index-tensors.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { IndexPlan } from './plan-index.ts';
import type { Store, StoredJob } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, IndexParameters, IndexProgress, UnfinishedBuild } from './records.ts';
import { type TrainedScores, trainScores } from './train-scores.ts';

declare const __XENN_VERSION__: string;

/**
 * Runs a plan: scores what is missing, trains, stores the index's matrices with their provenance. The job row is written
 * first and ends with the transaction that stores the index, so a build cut off anywhere is listed as unfinished; the
 * index that it replaces stays until then.
 *
 * @throws CancelledError (the job stays listed); FactorizeError; EncoderError; StorageError.
 */
export async function buildIndex(
  corpus: OpenCorpus,
  plan: IndexPlan,
  context: CallContext<IndexProgress> = {},
): Promise<IndexSummary> {
  const { store, corpusId } = corpus;
  const { parameters } = plan;
  const startedMs = performance.now();
  const job = await openJob(store, parameters);
  const scored = await trainScores(corpus, plan, context);
  const { trained } = scored;
  const items = trained.tensors[ITEMS];
  const { lossPerEpoch = [], heldOutRmsePerEpoch = [] } = trained.record ?? {};
  const scorerCalls = plan.pairs.docRow.length;
  context.onProgress?.({
    ...startMeter('saving', 'documents', items.rows).report(0),
    lossPerEpoch,
    heldOutRmsePerEpoch,
    scorerCallsDone: scorerCalls,
    scorerCallsTotal: scorerCalls,
  });
  const summary: IndexSummary = {
    indexId: crypto.randomUUID(),
    name: parameters.name.trim(),
    createdMs: Date.now(),
    rows: items.rows,
    cols: items.cols,
    provenance: provenanceOf(corpus, plan, scored),
    scoreScale: trained.scoreScale,
    ...(trained.record && {
      heldOutRmseBefore: trained.record.heldOutRmseBefore,
      heldOutRmseAfter: trained.record.heldOutRmseAfter,
      bestEpoch: trained.record.bestEpoch,
    }),
    lossPerEpoch,
    heldOutRmsePerEpoch,
    scorerCalls,
    elapsedMs: performance.now() - startedMs,
  };
  await store.writeIndex(corpusId, summary, trained.tensors, {
    replacedIndexId: parameters.replaces,
    jobId: job.jobId,
  });
  return summary;
}

function provenanceOf(
  { corpusHash, encoders: { crossEncoder, dualEncoder, report }, compute }: OpenCorpus,
  { parameters, queries }: IndexPlan,
  { trained, hybridWeight, lexicalBasis }: TrainedScores,
): IndexProvenance {
  const { seed, space, trainQueries, pairs, method } = parameters;
  return {
    corpusHash,
    crossEncoder: crossEncoder.identity,
    dualEncoder: dualEncoder.identity,
    codeVersion: __XENN_VERSION__,
    seed,
    space,
    ...(hybridWeight !== undefined && { hybridWeight }),
    ...(lexicalBasis !== undefined && { lexicalBasis }),
    trainQueries,
    trainQueryCount: queries.length,
    pairs,
    method,
    trainPairCount: trained.trainPairCount,
    heldOutPairCount: trained.heldOutPairCount,
    backend: report().backend,
    compute: compute.name,
  };
}

/** The job row of these parameters: the one there is, or a new one. */
async function openJob(store: Store, parameters: IndexParameters): Promise<StoredJob> {
  const { corpusId } = parameters;
  const plan = JSON.stringify(parameters);
  const jobs = await store.listJobs(corpusId);
  const existing = jobs.find(
    (job) => job.kind === 'build-index' && JSON.stringify(parametersOf(job, corpusId)) === plan,
  );
  if (existing) return existing;
  const job: StoredJob = { jobId: crypto.randomUUID(), kind: 'build-index', createdMs: Date.now(), plan };
  await store.writeJob(corpusId, job);
  return job;
}

/** Builds that were begun and neither finished nor discarded. */
export async function listUnfinishedBuilds(store: Store, corpusId: string): Promise<UnfinishedBuild[]> {
  const jobs = await store.listJobs(corpusId);
  return jobs
    .filter(({ kind }) => kind === 'build-index')
    .map((job) => ({
      jobId: job.jobId,
      createdMs: job.createdMs,
      parameters: parametersOf(job, corpusId),
    }));
}

/** The job of a corpus that was imported as a project names the corpus that it was begun in. */
function parametersOf({ plan }: StoredJob, corpusId: string): IndexParameters {
  return { ...(JSON.parse(plan) as IndexParameters), corpusId };
}
