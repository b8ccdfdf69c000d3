import { fitPca } from '../core/pca.ts';
import { placeByProjection } from '../core/place-query.ts';
import type { Matrix } from '../core/types.ts';
import type { RunMap } from './run-map.ts';
import type { ItemMap } from './search-records.ts';

const PCA_SEED = 1;

/** PCA of an item space, to two axes. Query embeddings projected into it are approximate by nature. */
export function makeItemMap(itemSpace: Matrix): ItemMap {
  const pca = fitPca(itemSpace, 2, PCA_SEED);
  let normSum = 0;
  for (let row = 0; row < itemSpace.rows; row++) {
    let squares = 0;
    for (let i = row * itemSpace.cols; i < (row + 1) * itemSpace.cols; i++) squares += itemSpace.data[i] ** 2;
    normSum += Math.sqrt(squares);
  }
  return {
    points: pca.projected,
    mean: pca.mean,
    axes: pca.axes,
    varianceShare: pca.varianceShare,
    meanItemNorm: itemSpace.rows === 0 ? 0 : normSum / itemSpace.rows,
  };
}

/** The map as a kept run needs it. */
export function runMapOfPca(map: ItemMap): RunMap {
  return {
    kind: 'pca',
    points: map.points,
    varianceShare: map.varianceShare,
    place: (vector) => placeByProjection(map, vector),
  };
}
