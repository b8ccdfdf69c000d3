/** Where an experiment's numbers come from, and whether they can go on coming from there. */
import { XennError } from '../core/errors.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { OpenGrid } from './experiment-grid.ts';
import type { Experiment, ExperimentProvenance, ExperimentQueryResult } from './experiment-records.ts';
import { isMadeQuery } from './made-query-ids.ts';
import { deviceOf } from './speed.ts';

declare const __XENN_VERSION__: string;

/** What an experiment runs with: it may go on with another. */
export type RunConditions = Pick<ExperimentProvenance, 'appVersion' | 'backend' | 'compute' | 'machine'>;

/** What runs now. `compute` and `machine` as `ExperimentProvenance` has them. */
export function conditionsNow(
  { corpus: { encoders } }: Pick<OpenGrid, 'corpus'>,
  { compute, machine }: Pick<RunConditions, 'compute' | 'machine'>,
): RunConditions {
  const backend = encoders.device ?? deviceOf(encoders.report());
  return { appVersion: __XENN_VERSION__, backend, compute, machine };
}

/** Of an experiment that begins now. */
export async function provenanceOf(
  { corpus, queries, itemSpaces, availableCount }: OpenGrid,
  conditions: RunConditions,
): Promise<ExperimentProvenance> {
  const { store, corpusId, encoders } = corpus;
  const { name, hash, documentCount } = await store.readCorpus(corpusId);
  return {
    ...conditions,
    corpusName: name,
    corpusHash: hash,
    documentCount,
    ...(encoders.matrixHashes
      ? { matrices: encoders.matrixHashes }
      : {
          crossEncoder: identityOf(encoders.crossEncoder),
          dualEncoder: identityOf(encoders.dualEncoder),
        }),
    itemSpaces,
    startedMs: Date.now(),
    availableQueryCount: availableCount,
    queryIds: queries.map(({ queryId }) => queryId),
    madeQueryCount: queries.filter(({ queryId }) => isMadeQuery(queryId)).length,
  };
}

/** Between what an experiment ran with, one after the other. */
const THEN = '; then ';

/** Of an experiment that goes on with `now`: what differs from what it ran with last is told after it. */
export function provenanceGoingOn(before: ExperimentProvenance, now: RunConditions): ExperimentProvenance {
  const joined = (what: keyof RunConditions) => {
    const last = before[what].split(THEN).at(-1);
    return last === now[what] ? before[what] : `${before[what]}${THEN}${now[what]}`;
  };
  return {
    ...before,
    appVersion: joined('appVersion'),
    backend: joined('backend'),
    compute: joined('compute'),
    machine: joined('machine'),
  };
}

/** The cross-encoder's time for a pair of this corpus, by its speed so far, and how that is known; nothing where it is not. */
export function measuredPairTime({
  corpus: { speed },
  scoring,
}: Pick<OpenGrid, 'corpus' | 'scoring'>): Pick<ExperimentProvenance, 'msPerPair' | 'msPerPairBasis'> {
  const { tokens } = scoring.pairsOf(0);
  const tokensPerPair = tokens.reduce((sum, count) => sum + count, 0) / tokens.length;
  const msPerPair = (1000 * tokensPerPair) / speed.tokensPerSecond();
  return Number.isFinite(msPerPair) ? { msPerPair, msPerPairBasis: speed.basis() } : {};
}

/**
 * Throws an InvalidArgumentError where what is missing would not be of the same corpus, models and queries, or measured by
 * other judgements than what is done.
 */
export function checkResumable(experiment: Experiment, grid: OpenGrid): void {
  const { provenance, results, queryCount } = experiment;
  const { corpus, queries, itemSpaces } = grid;
  const { crossEncoder, dualEncoder } = corpus.encoders;
  if (provenance.corpusHash !== corpus.corpusHash) throw changed('documents of the corpus are others');
  if (provenance.crossEncoder?.hash !== crossEncoder.identity.hash) {
    throw changed('cross-encoder is another');
  }
  if (provenance.dualEncoder?.hash !== dualEncoder.identity.hash) {
    throw changed('dual-encoder is another');
  }
  for (const before of provenance.itemSpaces) {
    const now = itemSpaces.find(({ itemSpace }) => itemSpace === before.itemSpace);
    if (now?.vectorsHash !== before.vectorsHash) throw changed(`vectors of “${before.name}” are others`);
  }
  // Older records tell only the queries that are done.
  const idsBefore = provenance.queryIds ?? results.map(({ queryId }) => queryId);
  const isSameChoice =
    queries.length === queryCount &&
    idsBefore.every((queryId, position) => queries[position]?.queryId === queryId) &&
    results.every(({ text }, position) => queries[position].text === text);
  if (!isSameChoice) throw changed('test queries of the corpus are others');
  for (const { queryId, judgements } of results) {
    if (!isJudgedAlike(judgements, grid.judgements.get(queryId) ?? [])) {
      throw changed('judgements of queries that are done are others');
    }
  }
}

type Judgements = ExperimentQueryResult['judgements'];

/** Both ascending by docRow. */
function isJudgedAlike(before: Judgements, now: Judgements): boolean {
  return (
    before.length === now.length &&
    before.every(({ docRow, grade }, i) => docRow === now[i].docRow && grade === now[i].grade)
  );
}

/** The rest of what the models say of themselves is not kept. */
function identityOf({ identity: { name, hash } }: { identity: ModelIdentity }): ModelIdentity {
  return { name, hash };
}

function changed(what: string): XennError {
  return new XennError(
    'InvalidArgumentError',
    `Expected everything as it was when the experiment was stopped, found that the ${what} by now: the other queries ` +
      'would be of another experiment. Restore that, or run the experiment anew.',
  );
}
