import { describe, expect, it } from 'vitest';
import { firstSentences, passagesOf } from './passages.ts';

const REAL = ['One day. It rained.', 'Bees fly! They do.', 'Is it late? No, it is early today.'];

describe('passagesOf', () => {
  it('takes the real ones first, as they are', () => {
    expect([...passagesOf(REAL, 2, 1)]).toEqual(REAL.slice(0, 2));
  });

  it('makes more of whole sentences, the same ones for the same seed', () => {
    const passages = [...passagesOf(REAL, 50, 1)];
    expect(passages).toHaveLength(50);
    expect(passages).toEqual([...passagesOf(REAL, 50, 1)]);
    const sentences = REAL.flatMap((text) => text.split(/(?<=[.!?]) /));
    for (const made of passages.slice(3)) {
      expect(made.length).toBeGreaterThanOrEqual(18);
      for (const sentence of made.split(/(?<=[.!?]) /)) expect(sentences).toContain(sentence);
    }
    expect(new Set(passages).size).toBeGreaterThan(20);
  });

  it('begins a longer corpus with the shorter one', () => {
    expect([...passagesOf(REAL, 20, 7)].slice(0, 10)).toEqual([...passagesOf(REAL, 10, 7)]);
  });
});

it('cuts a long passage after whole sentences, and never in the first', () => {
  const words = (count: number, last: string) => `${'word '.repeat(count - 1)}${last}`;
  const [first, second] = [words(50, 'one.'), words(30, 'two!')];
  expect(firstSentences(`${first} ${second} And three.`)).toBe(`${first} ${second}`);
  expect(firstSentences(`${words(90, 'long.')} Short.`)).toBe(words(90, 'long.'));
});
