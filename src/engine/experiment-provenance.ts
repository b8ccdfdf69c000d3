/** Where an experiment's numbers come from, and whether they can go on coming from there. */
import { XennError } from '../core/errors.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { OpenGrid } from './experiment-grid.ts';
import type { Experiment, ExperimentProvenance } from './experiment-records.ts';
import { isMadeQuery } from './made-query-ids.ts';
import { deviceOf } from './speed.ts';

declare const __XENN_VERSION__: string;

/** Of an experiment that begins now. `compute` and `machine` as `ExperimentProvenance` has them. */
export async function provenanceOf(
  { corpus, queries, itemSpaces, availableCount }: OpenGrid,
  { compute, machine }: Pick<ExperimentProvenance, 'compute' | 'machine'>,
): Promise<ExperimentProvenance> {
  const { store, corpusId, encoders } = corpus;
  const { name, hash, documentCount } = await store.readCorpus(corpusId);
  return {
    appVersion: __XENN_VERSION__,
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
    backend: encoders.device ?? deviceOf(encoders.report()),
    compute,
    machine,
    startedMs: Date.now(),
    availableQueryCount: availableCount,
    madeQueryCount: queries.filter(({ queryId }) => isMadeQuery(queryId)).length,
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

/** Throws an InvalidArgumentError where what is missing would not be of the same corpus, queries and models. */
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
  const isSameChoice = results.every(({ queryId, text }, position) => {
    const query = queries[position];
    return query?.queryId === queryId && query.text === text;
  });
  if (!isSameChoice || queries.length !== queryCount) throw changed('test queries of the corpus are others');
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
