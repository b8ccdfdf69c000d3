import { describe, expect, it } from 'vitest';
import { featureCount, gatherFeatures, joinPoint, splitPoint } from './item-features.ts';

const features = {
  matrix: { rows: 3, cols: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  columns: [
    { values: Float64Array.of(0.1, 0.2, 0.3), priorWeight: 1 },
    { values: Float64Array.of(7, 7, 7), priorWeight: 0 },
  ],
};

describe('item features', () => {
  it('are the item vector, then a coordinate per column', () => {
    expect(featureCount(features)).toBe(4);
    const gathered = gatherFeatures(features, Uint32Array.of(2, 0, 2));
    expect(gathered).toEqual({
      rows: 3,
      cols: 4,
      data: Float64Array.of(5, 6, 0.3, 7, 1, 2, 0.1, 7, 5, 6, 0.3, 7),
    });
  });

  it('have weights in the same order', () => {
    const point = { vector: Float64Array.of(1, 2), columnWeights: Float64Array.of(3, 4) };
    expect([...joinPoint(point)]).toEqual([1, 2, 3, 4]);
    expect(splitPoint(joinPoint(point), 2)).toEqual(point);
  });
});
