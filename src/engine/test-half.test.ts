import { expect, it } from 'vitest';
import { chooseTestQueries } from './choose-test-queries.ts';
import { isTestHalf } from './test-half.ts';
import { ownTrainQueries } from './train-queries.ts';

const queries = Array.from({ length: 200 }, (_, i) => ({ id: `${i}`, text: `query number ${i}`, split: '' }));

it('where nothing is marked, half of the queries train and the other half tests', () => {
  const train = ownTrainQueries(queries).map(({ text }) => text);
  const test = chooseTestQueries(queries, 200, 1).map(({ text }) => text);
  expect(train.length).toBeGreaterThan(70);
  expect(test.length).toBeGreaterThan(70);
  expect(new Set([...train, ...test]).size).toBe(200);
});

it('the same question typed otherwise is on the same side', () => {
  for (const { text } of queries) expect(isTestHalf(`${text.toUpperCase()} ?`)).toBe(isTestHalf(text));
});
