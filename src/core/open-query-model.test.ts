import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import fixture from './fixtures/axn-worked-example.json';
import { openQueryModel } from './open-query-model.ts';
import type { QueryFit } from './query-fit.ts';

const features = {
  matrix: { rows: 12, cols: 3, data: Float32Array.from(fixture.itemEmbeddings.flat()) },
  columns: [],
};
const prior = { vector: Float64Array.from(fixture.priorQueryEmbedding), columnWeights: new Float64Array() };

describe('openQueryModel', () => {
  it.each([
    ...fixture.axn.map(({ lambda, rounds }) => ({ fit: { kind: 'mix', lambda } as QueryFit, rounds })),
    ...fixture.priorCentredRidge.map(({ mu, rounds }) => ({
      fit: { kind: 'ridge', mu } as QueryFit,
      rounds,
    })),
  ])('worked example: $fit', ({ fit, rounds }) => {
    const model = openQueryModel(fit, features, prior);
    const scored: number[] = [];
    for (const { newItems, queryEmbeddingAfter } of rounds) {
      model.addItems(Uint32Array.from(newItems));
      scored.push(...newItems);
      const targets = Float64Array.from(scored, (row) => fixture.crossEncoderScores[row]);
      expectAllClose(model.fit(targets).vector, queryEmbeddingAfter, 1e-9);
    }
  });

  it('takes a gradient step where the fit says so', () => {
    const model = openQueryModel({ kind: 'gradient-step', learningRate: 0.5 }, features, prior);
    model.addItems(Uint32Array.of(0, 1));
    // softmax(0, 0) is wanted, softmax(0, 1) is there: a half less e / (1 + e) of item 1.
    const share = 0.5 * (0.5 - Math.E / (1 + Math.E));
    expectAllClose(model.fit(Float64Array.of(4, 4)).vector, [-share, 1 + share, 1], 1e-15);
  });

  it.each<[QueryFit, string]>([
    [{ kind: 'mix', lambda: 1.5 }, 'lambda must be a number from 0 to 1, but is 1.5.'],
    [{ kind: 'ridge', mu: 0 }, 'mu must be a number above 0, but is 0.'],
    [{ kind: 'gradient-step', learningRate: -1 }, 'The learning rate must be a number above 0, but is -1.'],
  ])('refuses %o', (fit, message) => {
    expect(() => openQueryModel(fit, features, prior)).toThrow(message);
  });
});
