import { describe, expect, it } from 'vitest';
import { createBm25 } from './bm25.ts';

const TEXTS = [
  'The cat sat on the mat',
  'A dog and a cat, cat!',
  'Naïve café über straße',
  'dogs_and 42 cats',
  '',
];

/** The formula written out in Python (k1 = .9, b = .4, `re.findall(r'\w+', text.lower())`), per document. */
const REFERENCE = [
  { query: 'Cat', expected: { 1: 1.0702479315433722, 0: 0.7889271447447773 } },
  { query: 'cat dog', expected: { 1: 2.3195047072904527, 0: 0.7889271447447773 } },
  { query: 'cat cat the', expected: { 0: 3.2725791942111275, 1: 2.1404958630867443 } },
  { query: 'NAÏVE Über', expected: { 2: 2.745212640506201 } },
  { query: 'dogs_and', expected: { 3: 1.443889972199309 } },
  { query: 'zebra', expected: {} },
];

describe('createBm25', () => {
  it.each(REFERENCE)('scores "$query"', ({ query, expected }) => {
    const { docRows, scores } = createBm25(TEXTS).rank(query, 10);
    const byFallingScore = Object.entries(expected).sort((a, b) => b[1] - a[1]);
    expect(Array.from(docRows, String)).toEqual(byFallingScore.map(([docRow]) => docRow));
    byFallingScore.forEach(([, score], place) => {
      expect(scores[place]).toBeCloseTo(score, 6);
    });
  });

  it('gives the k best, ties to the lower row', () => {
    const { docRows } = createBm25(['b a', 'c', 'a b', 'a']).rank('a', 2);
    expect(Array.from(docRows)).toEqual([3, 0]);
  });
});
