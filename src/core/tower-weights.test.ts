import { expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { initialTower } from './tower.ts';
import { arraysOf, joinWeights, splitWeights, towerOf, weightCount } from './tower-weights.ts';

const DIMENSION = 3;
const tower = initialTower(DIMENSION, createRandom(1));

it('joins all weights of a tower and makes the tower of them again', () => {
  const all = joinWeights(tower, DIMENSION);
  expect(all.length).toBe(46);
  expect(weightCount(DIMENSION)).toBe(46);
  expect(towerOf(all, DIMENSION)).toEqual(tower);
});

it('splits the joined weights into the arrays of the tower', () => {
  expect(splitWeights(joinWeights(tower, DIMENSION), DIMENSION)).toEqual(arraysOf(tower));
});

it('splits into views and makes towers of copies', () => {
  const all = joinWeights(tower, DIMENSION);
  const copy = towerOf(all, DIMENSION);
  for (const part of Object.values(splitWeights(all, DIMENSION))) part.fill(7);
  expect([...new Set(all)]).toEqual([7]);
  expect(copy).toEqual(tower);
});
