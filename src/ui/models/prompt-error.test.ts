import { expect, test } from 'vitest';
import { promptError } from './prompt-error.ts';

const QUERY_ERROR = 'The prompt needs {query} exactly once in its second part.';
const PASSAGE_ERROR = 'The prompt needs {passage} exactly once in its third part.';

test.each([
  ['<Query>: {query}', ' {passage}', undefined],
  ['{query}', '{passage}', undefined],
  ['<Query>: ', ' {passage}', QUERY_ERROR],
  ['{query} {query}', ' {passage}', QUERY_ERROR],
  ['{Query}', ' {passage}', QUERY_ERROR],
  ['{query}', '', PASSAGE_ERROR],
  ['{query}', '{passage}{passage}', PASSAGE_ERROR],
  ['{passage}', '{query}', QUERY_ERROR],
])('query %j, passage %j', (query, passage, error) => {
  expect(promptError({ start: '{query}', query, passage, end: '{passage}' })).toBe(error);
});
