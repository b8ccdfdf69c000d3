import { expect, test } from 'vitest';
import type { SourceDocument } from '../../core/records.ts';
import { passageFacts, wordCount } from './passage-facts.ts';

const whole = (text: string): SourceDocument => ({ id: text, title: '', text });
const passage = (text: string, parentId: string): SourceDocument => ({ ...whole(text), parentId });

test.each([
  ['', 0],
  ['  one\n two\t', 2],
])('words of %j', (text, count) => {
  expect(wordCount(text)).toBe(count);
});

test.each<[SourceDocument[], number, string]>([
  [
    [whole('a b'), whole('c')],
    20,
    'All 2 documents that would be stored: none of them had to be cut; 1 to 2 words each',
  ],
  [[whole('a b')], 20, 'All 1 document that would be stored: none of them had to be cut; 2 words each'],
  [
    [passage('a b', 'x'), passage('c d', 'x'), whole('e')],
    3,
    'The first 3 that would be stored: 2 are passages of 1 longer document; 1 to 2 words each',
  ],
])('%#', (documents, limit, facts) => {
  expect(passageFacts(documents, limit)).toBe(facts);
});
