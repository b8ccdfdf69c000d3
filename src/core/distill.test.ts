import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { type DistillOptions, distill } from './distill.ts';
import { cancelledError } from './errors.ts';
import { dot, rowOf } from './matrix.ts';
import { createRandom } from './random.ts';
import { estimateScoreScale } from './score-scale.ts';
import { embedTokens } from './static-embedding.ts';
import type { Matrix } from './types.ts';

const VOCABULARY = 40;
const QUERY_COUNT = 20;
const DOC_COUNT = 30;
/** Tokens from here on are in no text that is paired. */
const TOKENS_USED = 35;

const random = createRandom(1);
const gaussianTable = (): Matrix => ({
  rows: VOCABULARY,
  cols: 8,
  data: Float32Array.from({ length: VOCABULARY * 8 }, () => random.nextGaussian()),
});
const randomTexts = (count: number, length: number) =>
  Array.from({ length: count }, () => Uint32Array.from({ length }, () => random.nextInt(TOKENS_USED)));
const queryTokens = randomTexts(QUERY_COUNT, 3);
/** The last document is in no pair. */
const docTokens = [...randomTexts(DOC_COUNT, 6), Uint32Array.of(39)];

/** Every query with every document but the last one; scores by another table: ten times u · v, and three more. */
function scoredPairs(teacher: Matrix) {
  const pairCount = QUERY_COUNT * DOC_COUNT;
  const queryRow = Uint32Array.from({ length: pairCount }, (_, pair) => Math.floor(pair / DOC_COUNT));
  const docRow = Uint32Array.from({ length: pairCount }, (_, pair) => pair % DOC_COUNT);
  const products = productsOf(teacher, queryRow, docRow);
  return { queryRow, docRow, score: products.map((product) => 10 * product + 3) };
}

function productsOf(table: Matrix, queryRow: Uint32Array, docRow: Uint32Array): Float32Array {
  const queries = embedTokens(table, queryTokens);
  const docs = embedTokens(table, docTokens);
  return Float32Array.from(queryRow, (row, pair) => dot(rowOf(queries, row), rowOf(docs, docRow[pair])));
}

const start = gaussianTable();
const pairs = scoredPairs(gaussianTable());
const options: DistillOptions = {
  pairs,
  table: start,
  queryTokens,
  docTokens,
  scoreScale: estimateScoreScale(pairs.score, productsOf(start, pairs.queryRow, pairs.docRow)),
  learningRate: 0.05,
  weightDecay: 0,
  epochs: 30,
  patience: 30,
  batchSize: 8,
  temperature: 0.5,
  seed: 2,
  heldOutShare: 0.1,
};

describe('distill', () => {
  it('learns the scores, also of pairs it never saw, up to their scale', async () => {
    const reports: unknown[] = [];
    const result = await distill({ ...options, onEpoch: (report) => void reports.push(report) });
    expect([result.trainPairCount, result.heldOutPairCount]).toEqual([540, 60]);
    expect(reports).toEqual(
      result.lossPerEpoch.map((loss, position) => ({
        epoch: position + 1,
        loss,
        heldOutRmse: result.heldOutRmsePerEpoch[position],
      })),
    );
    expect(result.lossPerEpoch.length).toBe(30);
    expect(result.lossPerEpoch[29]).toBeLessThan(result.lossPerEpoch[0] - 0.1);
    expect(result.heldOutRmseAfter).toBeLessThan(0.5 * result.heldOutRmseBefore);
    const { alpha, beta } = result.scoreScale;
    const estimates = productsOf(result.table, pairs.queryRow, pairs.docRow).map((p) => p / beta + alpha);
    const squares = estimates.reduce((sum, estimate, pair) => sum + (estimate - pairs.score[pair]) ** 2, 0);
    expect(options.scoreScale.beta * Math.sqrt(squares / 600)).toBeLessThan(0.5 * result.heldOutRmseBefore);
  });

  it('changes only the tokens of training texts, and no argument', async () => {
    const before = start.data.slice();
    const { table } = await distill({ ...options, epochs: 2, weightDecay: 0.5 });
    for (let token = 0; token < VOCABULARY; token++) {
      const isUnchanged = rowOf(table, token).every((value, c) => value === rowOf(start, token)[c]);
      expect(isUnchanged).toBe(token >= TOKENS_USED);
    }
    expect(start.data).toEqual(before);
  });

  it('tells the held-out error of the start in the units of the given scale', async () => {
    const units = { alpha: 5, beta: options.scoreScale.beta / 4 };
    const whole = await distill({ ...options, epochs: 1 });
    const quarter = await distill({ ...options, epochs: 1, scoreScale: units });
    expectAllClose([4 * quarter.heldOutRmseBefore], [whole.heldOutRmseBefore], 1e-6);
  });

  it('keeps the table it began with where no epoch is better', async () => {
    const perfect = {
      ...options,
      pairs: scoredPairs(start),
      scoreScale: { alpha: 3, beta: 0.1 },
      patience: 2,
    };
    const result = await distill({ ...perfect, learningRate: 0.5 });
    expect(result.bestEpoch).toBe(0);
    expect(result.lossPerEpoch.length).toBe(2);
    expect(result.table).toBe(start);
    expectAllClose([result.scoreScale.alpha, result.scoreScale.beta], [3, 0.1], 1e-6);
  });

  it('is the same for the same seed, and another for another', async () => {
    const few = { ...options, epochs: 2 };
    const first = await distill(few);
    expect(await distill(few)).toEqual(first);
    expect((await distill({ ...few, seed: 3 })).table).not.toEqual(first.table);
  });

  it('takes all train queries in one step where there are fewer than a batch', async () => {
    const all = await distill({ ...options, batchSize: QUERY_COUNT, epochs: 3 });
    const more = await distill({ ...options, batchSize: 1000, epochs: 3 });
    expectAllClose(more.table.data, all.table.data, 0);
  });

  it('says which epoch and learning rate diverged', async () => {
    await expect(distill({ ...options, learningRate: 3e38 })).rejects.toMatchObject({
      name: 'FactorizeError',
      message:
        'Training diverged in epoch 1: the loss is NaN, expected at most 7.40. The learning rate was 3e+38; ' +
        'try a smaller one. The index that there was is unchanged.',
    });
  });

  it('stops between steps when cancelled', async () => {
    let steps = 0;
    const cancelled = distill({
      ...options,
      onStep: () => {
        steps += 1;
      },
      cancel: {
        aborted: false,
        throwIfAborted() {
          if (steps === 2) throw cancelledError();
        },
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError' });
    expect(steps).toBe(2);
  });

  it.each<[Partial<DistillOptions>, string]>([
    [{ temperature: 0 }, 'temperature must be a number above 0, but is 0.'],
    [{ learningRate: 0 }, 'learningRate must be a number above 0, but is 0.'],
    [{ batchSize: 0 }, 'batchSize must be a whole number of at least 1, but is 0.'],
    [{ epochs: 0 }, 'epochs must be a whole number of at least 1, but is 0.'],
    [{ heldOutShare: 1 }, 'heldOutShare must be a number between 0 and 1, but is 1.'],
    [{ queryTokens: queryTokens.slice(1) }, 'pairs.queryRow must hold rows below 19, but entry 570 is 19.'],
    [{ docTokens: docTokens.slice(2) }, 'pairs.docRow must hold rows below 29, but entry 29 is 29.'],
    [
      { docTokens: docTokens.with(0, Uint32Array.of(40)) },
      'The tokens of text 0 must hold rows below 40, but entry 0 is 40.',
    ],
    [
      { pairs: { ...pairs, score: pairs.score.with(7, Number.NaN) } },
      'pairs.score must hold finite numbers, but entry 7 is NaN.',
    ],
    [
      { table: { ...start, data: start.data.with(3, Number.POSITIVE_INFINITY) } },
      'table.data must hold finite numbers, but entry 3 is Infinity.',
    ],
  ])('refuses: %#', async (changes, message) => {
    await expect(distill({ ...options, ...changes })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});

it('the scale of the scores does not matter: it is taken out by A.4', async () => {
  const first = await distill({ ...options, epochs: 2 });
  const shifted = { ...pairs, score: pairs.score.map((score) => score / 10 - 0.3) };
  const products = productsOf(start, pairs.queryRow, pairs.docRow);
  const scoreScale = estimateScoreScale(shifted.score, products);
  const second = await distill({ ...options, epochs: 2, pairs: shifted, scoreScale });
  expectAllClose(second.table.data, first.table.data, 1e-3);
});
