import { expect, it } from 'vitest';
import type { Ranking } from '../core/types.ts';
import { referenceValues } from './experiment-measures.ts';
import type { ExperimentQueryResult } from './experiment-records.ts';
import { RANKING_DEPTH } from './experiment-records.ts';
import { exactBest } from './simulate-search.ts';

const ranking = (docRows: readonly number[]): Ranking => ({
  docRows: Uint32Array.from(docRows),
  scores: Float32Array.from(docRows, (_, place) => -place),
});

/** 1,000 documents, of which the first five score 2 and all others 0. */
const SCORES = new Float32Array(1000).fill(2, 0, 5);

it('of a retriever that finds others of those that tie, the recall is full', () => {
  const found = ranking([...Array(5).keys(), ...Array.from({ length: 95 }, (_, i) => 900 + i)]);
  const result: ExperimentQueryResult = {
    queryId: 'q',
    text: 'q',
    judgements: [{ docRow: 500, grade: 1 }],
    exact: exactBest(SCORES, RANKING_DEPTH),
    bm25: found,
    dualEncoder: ranking([]),
    cells: [],
  };
  const references = referenceValues([result], [], [100]);
  expect(references.map(({ kind }) => kind)).toEqual(['exact', 'bm25']);
  const [exact, bm25] = references.map(({ values }) => values);
  expect(bm25.get('top-recall@100')).toEqual(Float64Array.of(1));
  // Document 500 ties with the hundredth, but a ranking has a hundred places.
  expect(exact.get('map')).toEqual(Float64Array.of(0));
});
