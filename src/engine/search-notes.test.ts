import { expect, test } from 'vitest';
import { RIDGE_METHOD } from '../testing/stored-runs.ts';
import type { Retrieved } from './first-round.ts';
import type { PreparedSearch } from './prepare-search.ts';
import { notesOn } from './search-notes.ts';

const RANKING = { docRows: Uint32Array.of(3), scores: Float32Array.of(1) };
const RETRIEVED: Retrieved = {
  bm25: RANKING,
  dualEncoder: RANKING,
  itemSpace: RANKING,
  queryVector: Float64Array.of(1),
  prior: Float64Array.of(1),
};
const REQUEST = { method: RIDGE_METHOD, budget: 4 };

/** Of 9 documents in two rounds of 2, of which BM25 found one. */
function prepared(retrieved: Partial<Retrieved> = {}): PreparedSearch {
  return {
    options: { matrix: { rows: 9, cols: 1, data: new Float32Array(9) }, roundSizes: [2, 2] },
    retrieved: { ...RETRIEVED, ...retrieved },
    firstStage: RANKING,
  } as unknown as PreparedSearch;
}

test.each<[string, Partial<Retrieved>]>([
  ['came from the query embedding', {}],
  ['came from the dual-encoder', { prior: undefined }],
  ['came from the dual-encoder', { prior: Float64Array.of(0) }],
  ['are arbitrary', { prior: undefined, dualEncoder: undefined }],
  ['are arbitrary', { prior: Float64Array.of(0), dualEncoder: undefined }],
])('where BM25 finds too few, the rest %s with %o', (rest, retrieved) => {
  expect(notesOn(REQUEST, prepared(retrieved), [{ scorerCalls: 2 }, { scorerCalls: 4 }])).toContain(
    `BM25 found 1 documents with a word of the query, the first round takes 2: the rest ${rest}.`,
  );
});

test.each([
  [0.9899, '98.9 %'],
  [0.99999, '99.9 %'],
  [1, '99.9 %'],
])('with documents left to score, a confidence of %d is never certainty', (confidence, shown) => {
  expect(notesOn(REQUEST, prepared(), [{ scorerCalls: 2, confidence }]).at(-1)).toBe(
    'It stopped after 2 of 4 calls: by the model, an estimate, the best 1 are complete with a probability of ' +
      `${shown}.`,
  );
});
