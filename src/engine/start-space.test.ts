import { describe, expect, it } from 'vitest';
import { measureHybridWeight, placeSideBySide } from '../core/hybrid-space.ts';
import { createRandom } from '../core/random.ts';
import type { Matrix } from '../core/types.ts';
import { openStartSpace, type StartSpaceParts, startFrom } from './start-space.ts';

function gaussian(rows: number, cols: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random.nextGaussian()) };
}

const DUAL = gaussian(20, 3, 1);
const LEXICAL = gaussian(20, 2, 2);
const QUERIES = ['one', 'two'];
const DUAL_QUERIES = gaussian(2, 3, 3);
const LEXICAL_QUERIES = gaussian(2, 2, 4);

const BASIS = { axes: gaussian(5, 2, 5), idf: new Float32Array(5), hash: 'basis' };

const PARTS: StartSpaceParts = {
  dualEncoder: { itemVectors: DUAL, embedQueries: async () => DUAL_QUERIES },
  openLexical: async () => ({ itemVectors: LEXICAL, embed: () => LEXICAL_QUERIES, basis: BASIS }),
};

describe('openStartSpace', () => {
  it('gives the dual-encoder without opening the lexical space', async () => {
    const openLexical = () => Promise.reject(new Error('Not needed.'));
    const { itemVectors, embedQueries } = await openStartSpace('dual-encoder', { ...PARTS, openLexical });
    expect(itemVectors).toBe(DUAL);
    expect(await embedQueries(QUERIES)).toBe(DUAL_QUERIES);
  });

  it('gives the lexical space', async () => {
    const { itemVectors, embedQueries } = await openStartSpace('lsa', PARTS);
    expect(itemVectors).toBe(LEXICAL);
    expect(await embedQueries(QUERIES)).toBe(LEXICAL_QUERIES);
  });

  it.each([
    ['given', 0.7, 0.7],
    ['measured', undefined, measureHybridWeight(DUAL, LEXICAL, 0)],
  ])('gives both side by side with the %s weight, for documents and queries', async (_, weight, used) => {
    const { itemVectors, embedQueries } = await openStartSpace('hybrid', { ...PARTS, weight });
    expect(itemVectors).toEqual(placeSideBySide(DUAL, LEXICAL, used));
    expect(await embedQueries(QUERIES)).toEqual(placeSideBySide(DUAL_QUERIES, LEXICAL_QUERIES, used));
  });
});

describe('startFrom', () => {
  it.each([0, 7, 20])('keeps the documents from row %i on', async (firstRow) => {
    const whole = await openStartSpace('hybrid', PARTS);
    const part = startFrom(whole, firstRow);
    expect(part).toEqual({
      ...whole,
      itemVectors: { rows: 20 - firstRow, cols: 5, data: whole.itemVectors.data.slice(5 * firstRow) },
    });
    expect(part.itemVectors.data.buffer).toBe(whole.itemVectors.data.buffer);
  });
});
