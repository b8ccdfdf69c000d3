import { expect, test } from 'vitest';
import { findQueryOverlap } from './query-overlap.ts';

const query = (text: string, split: string) => ({ id: text, text, split });

test('train queries that are nearly those of a test or dev split, with what they equal', () => {
  const queries = [
    query('What causes tides?', 'test'),
    query('why bread dough rises', 'dev'),
    query('how glaciers move', 'train'),
    query('where rivers end', ''),
  ];
  const trainTexts = ['how glaciers move', 'where rivers end', 'what causes tides', 'Why bread dough rises'];
  expect(findQueryOverlap(trainTexts, queries)).toEqual({
    count: 2,
    examples: [
      { trainText: 'what causes tides', testText: 'What causes tides?' },
      { trainText: 'Why bread dough rises', testText: 'why bread dough rises' },
    ],
  });
});

test('three examples of many', () => {
  const texts = Array.from({ length: 10 }, (_, i) => `query number ${i}`);
  const overlap = findQueryOverlap(
    texts,
    texts.map((text) => query(text, 'test')),
  );
  expect(overlap.count).toBe(10);
  expect(overlap.examples.map(({ trainText }) => trainText)).toEqual(texts.slice(0, 3));
});

test('none', () => {
  expect(findQueryOverlap(['what causes tides'], [])).toEqual({ count: 0, examples: [] });
});
