import { expect, test } from 'vitest';
import type { QueryMeasures } from '../../../workers/client.ts';
import { toCsv } from '../../charts/export-csv.ts';
import { queryRows, queryTable, tallyOf } from './query-rows.ts';

const query = (queryId: string, ...values: number[]): QueryMeasures => ({
  queryId,
  text: `text of ${queryId}`,
  isJudged: !Number.isNaN(values[0]),
  values: Float64Array.from(values),
});
const queries = [
  query('same', 0.5, 0.25, 0.5),
  query('wins', 1, 0, 0.5),
  query('unjudged', Number.NaN, Number.NaN, Number.NaN),
  query('loses', 0, 0.5, 1),
  query('loses too', 0, 1, 1),
];

test('where A loses most is first, queries without judgements are left out', () => {
  const rows = queryRows(queries, 0, 2);
  expect(rows.map(({ queryId, difference }) => [queryId, difference])).toEqual([
    ['loses', -1],
    ['loses too', -1],
    ['same', 0],
    ['wins', 0.5],
  ]);
  expect(tallyOf(rows)).toEqual({ losses: 2, ties: 1, wins: 1 });
});

test('the other way round', () => {
  expect(tallyOf(queryRows(queries, 2, 0))).toEqual({ losses: 1, ties: 1, wins: 2 });
});

test('a cell against itself never differs', () => {
  expect(tallyOf(queryRows(queries, 1, 1))).toEqual({ losses: 0, ties: 4, wins: 0 });
});

test('as CSV', () => {
  const table = queryTable(queryRows(queries.slice(0, 2), 0, 1), { a: 'Best, B = 50', b: 'GAR, B = 50' });
  expect(toCsv(table).split('\r\n')).toEqual([
    'query_id,query,"A: Best, B = 50","B: GAR, B = 50",A - B',
    'same,text of same,0.5,0.25,0.25',
    'wins,text of wins,1,0,1',
  ]);
});
