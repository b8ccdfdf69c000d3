import { expect, test } from 'vitest';
import { checkScores } from './check-scores.ts';

const session = { name: 'model', backend: 'webgpu' as const };
const pairsOf = (...ids: number[]) => ids.map((id) => ({ ids: [id, 9], passageStart: 1 }));

test.each([
  { title: 'different scores', scores: [1, 2, 3, 4], pairs: pairsOf(1, 2, 3, 4) },
  { title: 'one score apart from the others', scores: [1, 1, 1, 1.5], pairs: pairsOf(1, 2, 3, 4) },
  { title: 'equal scores of three pairs', scores: [1, 1, 1], pairs: pairsOf(1, 2, 3) },
  { title: 'equal scores of equal pairs', scores: [1, 1, 1, 1], pairs: pairsOf(7, 7, 7, 7) },
  { title: 'equal scores of three different pairs', scores: [1, 1, 1, 1], pairs: pairsOf(1, 2, 3, 3) },
  { title: 'nothing', scores: [], pairs: [] },
])('$title: well', ({ scores, pairs }) => {
  expect(() => checkScores(Float32Array.from(scores), pairs, session)).not.toThrow();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is no score', (score) => {
  expect(() => checkScores(Float32Array.of(1, score), pairsOf(1, 2), session)).toThrow(
    `model: expected finite scores, found ${score} for pair 2 of 2 on webgpu. Choose the other backend in the settings.`,
  );
});

test.each([
  { scores: [0, 0, 0, 0], pairs: pairsOf(1, 2, 3, 4), different: 4 },
  { scores: [2.5, 2.5, 2.5, 2.5, 2.5, 2.5], pairs: pairsOf(1, 2, 3, 4, 5, 5), different: 5 },
])(
  '$scores for $different different pairs: a device that computes nothing',
  ({ scores, pairs, different }) => {
    expect(() => checkScores(Float32Array.from(scores), pairs, session)).toThrow(
      `model: expected different scores for ${different} different pairs, found ${scores[0]} for each of them on webgpu. ` +
        'Choose the other backend in the settings.',
    );
  },
);
