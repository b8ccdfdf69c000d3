/** What the solvers of MF_Trns share: options, how an epoch is measured, the result. */
import type { Compute } from './compute.ts';
import { meanSquaredError, meanSquaredErrorOf } from './held-out.ts';
import { dot } from './matrix.ts';
import type { ObservedScores, ScoreOptions } from './observed-scores.ts';
import { type TrainEpochsOptions, type TrainingRecord, trainEpochs } from './train-epochs.ts';
import { unpackedRow, unpackRows } from './trained-rows.ts';
import type { Cancel, Matrix } from './types.ts';

export interface MfTrnsOptions extends ScoreOptions {
  /** At most. */
  readonly epochs: number;
  /** Training stops when so many epochs in a row have not lowered the held-out error. */
  readonly patience: number;
  readonly compute: Compute;
  readonly onEpoch?: TrainEpochsOptions<unknown>['onEpoch'];
  readonly cancel?: Cancel | undefined;
}

/** The vectors are those of `bestEpoch`; 0: those that training started from, not copies. */
export interface Factorized extends TrainingRecord {
  /** |I| x d. An item without a training pair has its initial vector, bit for bit. */
  readonly itemMatrix: Matrix;
  /** |Qtrain| x d. A query without a training pair has its initial vector. */
  readonly queryMatrix: Matrix;
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
}

/** The trained rows of both factors, packed. */
export interface Factors {
  readonly queryFactors: Matrix;
  readonly itemFactors: Matrix;
}

/** How a solver trains: one epoch at a time; its factors are read after each. */
export interface Solver extends Pick<TrainEpochsOptions<Factors>, 'setting' | 'runEpoch'> {
  readonly readFactors: () => Promise<Factors>;
}

/** Runs a solver with early stopping on the held-out error. Throws as `trainEpochs` does. */
export async function trainFactors(
  options: MfTrnsOptions,
  scores: ObservedScores,
  { setting, runEpoch, readFactors }: Solver,
): Promise<Factorized> {
  const { pairs, queryVectors, itemVectors } = options;
  const { queries, items, scaledScore, heldOut } = scores;
  const rmseOfStart = Math.sqrt(meanSquaredError(pairs, scaledScore, heldOut, queryVectors, itemVectors));
  const rmseOf = ({ queryFactors, itemFactors }: Factors) => {
    const estimate = (pair: number) =>
      dot(
        unpackedRow(queryVectors, queries, queryFactors, pairs.queryRow[pair]),
        unpackedRow(itemVectors, items, itemFactors, pairs.docRow[pair]),
      );
    return Math.sqrt(meanSquaredErrorOf(scaledScore, heldOut, estimate));
  };

  const { best, ...record } = await trainEpochs<Factors | undefined>({
    epochs: options.epochs,
    patience: options.patience,
    lossLimit: scores.lossLimit,
    setting,
    // The initial vectors are not packed to be kept: no factors stand for them.
    initial: { state: undefined, heldOutRmse: rmseOfStart },
    runEpoch,
    async measure() {
      const factors = await readFactors();
      return { state: factors, heldOutRmse: rmseOf(factors) };
    },
    onEpoch: options.onEpoch,
    cancel: options.cancel,
  });
  return {
    ...record,
    queryMatrix: best ? unpackRows(queryVectors, queries, best.queryFactors) : queryVectors,
    itemMatrix: best ? unpackRows(itemVectors, items, best.itemFactors) : itemVectors,
    trainPairCount: scores.target.length,
    heldOutPairCount: heldOut.length,
  };
}
