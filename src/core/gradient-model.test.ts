import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { openGradientModel } from './gradient-model.ts';
import { joinPoint } from './item-features.ts';

const features = {
  matrix: { rows: 4, cols: 2, data: Float32Array.of(1, 2, 0, 1, 2, 0, 1, 1) },
  columns: [{ values: Float64Array.of(0, -1, 1, 1), priorWeight: 0.25 }],
};
const prior = { vector: Float64Array.of(0.5, -1), columnWeights: Float64Array.of(0.25) };

describe('openGradientModel', () => {
  it('takes the step of torch.optim.SGD at each fit, from where the last one ended', () => {
    // torch.optim.SGD([w], lr=0.8) on torch.nn.KLDivLoss(reduction='batchmean') of log_softmax(V @ w) and softmax(t)
    const model = openGradientModel(0.8, features, prior);
    model.addItems(Uint32Array.of(0, 1, 2));
    const first = model.fit(Float64Array.of(3, 1, -0.5));
    expectAllClose(joinPoint(first), [-0.21293587402837297, 0.31910069210168457, -0.4629358740283729], 1e-14);
    model.addItems(Uint32Array.of(3));
    const second = model.fit(Float64Array.of(2, 1, -0.5, 1.5));
    expectAllClose(
      joinPoint(second),
      [-0.02997174121142415, 0.4907477713310382, -0.16002748041109485],
      1e-14,
    );
    expectAllClose(first.vector, [-0.21293587402837297, 0.31910069210168457], 1e-14);
  });

  it('says how much of each item its steps took', () => {
    const model = openGradientModel(2, features, prior);
    model.addItems(Uint32Array.of(2, 0));
    model.fit(Float64Array.of(1, 0));
    model.addItems(Uint32Array.of(1));
    const { vector, itemWeights } = model.fit(Float64Array.of(1, 0, 3));
    const [two, zero, one] = itemWeights as Float64Array;
    expectAllClose(vector, [0.5 + 2 * two + zero, -1 + 2 * zero + one], 1e-14);
    expectAllClose([two + zero + one], [0], 1e-14);
  });

  it('stays where it is without items, and where both distributions are the same', () => {
    const model = openGradientModel(1, features, prior);
    expect(joinPoint(model.fit(new Float64Array()))).toEqual(joinPoint(prior));
    model.addItems(Uint32Array.of(0, 1));
    // Scores that differ as the estimates do, -1.5 and -1.25.
    expectAllClose(joinPoint(model.fit(Float64Array.of(7, 7.25))), joinPoint(prior), 1e-15);
  });

  it('is not thrown off by large scores', () => {
    const model = openGradientModel(1, features, prior);
    model.addItems(Uint32Array.of(0, 2));
    expect(model.fit(Float64Array.of(1e4, -1e4)).vector.every(Number.isFinite)).toBe(true);
  });
});
