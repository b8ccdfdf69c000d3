/** From scores to an index's matrices: one way for each method. */
import { factorizeByAls } from '../core/als.ts';
import type { Compute } from '../core/compute.ts';
import { distill } from '../core/distill.ts';
import { XennError } from '../core/errors.ts';
import { DEFAULT_HELD_OUT_SHARE, factorize } from '../core/factorize.ts';
import type { ScoredPairs } from '../core/held-out.ts';
import type { IndexMethod } from '../core/index-records.ts';
import type { LsaBasis } from '../core/lsa.ts';
import { trainTowers } from '../core/mf-ind.ts';
import { IDENTITY_SCALE, type ScoreScale } from '../core/score-scale.ts';
import { embedTokens } from '../core/static-embedding.ts';
import type { EpochReport, TrainingRecord } from '../core/train-epochs.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
import { ITEMS, type Tensors, TOKENS, tensorsOfTower } from './index-tensors.ts';
import { tensorsOfBasis } from './lexical-space.ts';
import type { StaticTokens } from './ports.ts';

export interface TrainIndexInput {
  readonly pairs: ScoredPairs;
  /** |Qtrain| x d and |I| x d, of the start space. */
  readonly queryVectors: Matrix;
  readonly itemVectors: Matrix;
  /** Of that space's lexical side, if it has one: the index embeds queries, and documents that come later, with it. */
  readonly basis?: LsaBasis | undefined;
  readonly scoreScale: ScoreScale;
  readonly seed: number;
  readonly compute: Compute;
  /** Awaited after each epoch. */
  readonly onEpoch: (report: EpochReport) => Promise<void> | void;
  readonly cancel?: Cancel | undefined;
  /** What distillation trains; asked for by it alone. */
  readonly openTexts: () => Promise<TrainingTexts>;
}

/** The texts that a dual-encoder is trained on, as ids of its own tokens. */
export interface TrainingTexts extends Pick<StaticTokens, 'table'> {
  readonly queryTokens: readonly Uint32Array[];
  /** A document each. */
  readonly docTokens: readonly Uint32Array[];
}

export interface TrainedIndex {
  readonly tensors: Tensors;
  readonly scoreScale: ScoreScale;
  /** Absent where nothing is trained. */
  readonly record?: TrainingRecord;
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
}

/** @throws FactorizeError when training diverges; GpuError when the GPU is lost; CancelledError. */
export async function trainIndex(method: IndexMethod, input: TrainIndexInput): Promise<TrainedIndex> {
  const shared = { ...input, heldOutShare: DEFAULT_HELD_OUT_SHARE, onStep: breathe };
  const basisTensors = input.basis && tensorsOfBasis(input.basis);
  switch (method.kind) {
    case 'mf-trns': {
      const result =
        method.solver === 'als'
          ? await factorizeByAls({ ...shared, ...method })
          : await factorize({ ...shared, ...method });
      const { itemMatrix, trainPairCount, heldOutPairCount } = result;
      return {
        tensors: { [ITEMS]: itemMatrix, ...basisTensors },
        scoreScale: input.scoreScale,
        record: result,
        trainPairCount,
        heldOutPairCount,
      };
    }
    case 'mf-ind': {
      const result = await trainTowers({ ...shared, ...method });
      const { queryTower, itemTower, trainPairCount, heldOutPairCount } = result;
      return {
        tensors: {
          [ITEMS]: await input.compute.applyTower(itemTower, input.itemVectors),
          ...tensorsOfTower('query-tower', queryTower),
          ...tensorsOfTower('item-tower', itemTower),
          ...basisTensors,
        },
        scoreScale: input.scoreScale,
        record: result,
        trainPairCount,
        heldOutPairCount,
      };
    }
    case 'de-dstl': {
      const texts = await input.openTexts();
      const result = await distill({ ...shared, ...method, ...texts });
      const { table, trainPairCount, heldOutPairCount } = result;
      return {
        tensors: { [ITEMS]: embedTokens(table, texts.docTokens), [TOKENS]: table },
        scoreScale: result.scoreScale,
        record: inUnitsOf(result, result.scoreScale.beta / input.scoreScale.beta),
        trainPairCount,
        heldOutPairCount,
      };
    }
    case 'anchors':
      return {
        tensors: { [ITEMS]: anchorMatrix(input.pairs, input.itemVectors.rows, input.queryVectors.rows) },
        scoreScale: IDENTITY_SCALE,
        trainPairCount: input.pairs.score.length,
        heldOutPairCount: 0,
      };
  }
}

/** Distillation tells its errors in the units of the scale that it was given, and the index keeps the one it ends with. */
function inUnitsOf(record: TrainingRecord, factor: number): TrainingRecord {
  return {
    ...record,
    heldOutRmseBefore: factor * record.heldOutRmseBefore,
    heldOutRmseAfter: factor * record.heldOutRmseAfter,
    heldOutRmsePerEpoch: record.heldOutRmsePerEpoch.map((rmse) => factor * rmse),
  };
}

/** R_anc transposed (|I| x k_q): an item's vector is its scores against the anchor queries (ADACUR, method.md section 3). */
function anchorMatrix(
  { queryRow, docRow, score }: ScoredPairs,
  itemCount: number,
  queryCount: number,
): Matrix {
  if (score.length !== itemCount * queryCount) {
    throw new XennError(
      'InvalidArgumentError',
      `Anchor scores are dense: expected ${itemCount} x ${queryCount} pairs, found ${score.length}. Score all documents.`,
    );
  }
  const data = new Float32Array(score.length);
  score.forEach((value, pair) => {
    data[docRow[pair] * queryCount + queryRow[pair]] = value;
  });
  return { rows: itemCount, cols: queryCount, data };
}
