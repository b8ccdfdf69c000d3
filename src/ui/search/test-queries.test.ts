import { expect, it } from 'vitest';
import { type TestQueries, testQueriesOf } from './test-queries.ts';

const of = (split: string, ...texts: string[]) => texts.map((text) => ({ id: text, text, split }));

it.each<[string, ReturnType<typeof of>, TestQueries | undefined]>([
  ['those marked test', [...of('dev', 'a'), ...of('test', 'b', 'c')], { most: 2, split: 'test' }],
  ['else those marked dev', [...of('train', 'a'), ...of('dev', 'b')], { most: 1, split: 'dev' }],
  ['else unmarked ones', [...of('train', 'a'), ...of('', 'b', 'c', 'd')], { most: 3, split: 'unmarked' }],
  ['each text once', of('test', 'a', ' a '), { most: 1, split: 'test' }],
  ['never those that train', of('train', 'a'), undefined],
  ['none where there are none', [], undefined],
])('%s', (_, queries, expected) => {
  expect(testQueriesOf(queries)).toEqual(expected);
});
