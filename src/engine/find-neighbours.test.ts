import { expect, it } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { findNeighbours } from './find-neighbours.ts';

const itemVectors = {
  rows: 4,
  cols: 2,
  // The second is longer than it is near, the last has no length.
  data: Float32Array.of(1, 0, 2, 2, 0.5, 0, 0, 0),
};
const readDocuments = async (_: string, docRows: Uint32Array) =>
  Array.from(docRows, (docRow) => ({ docRow, id: `d${docRow}`, title: '', text: '' }));
const corpus = { corpusId: 'c', store: { readDocuments }, compute: createCpuCompute() } as never;

it('ranks by inner product, says the cosine, and leaves the item itself out', async () => {
  const found = await findNeighbours(corpus, { itemVectors }, { docRow: 0, count: 10 });
  expect(found.map(({ document, similarity, cosine }) => [document.id, similarity, cosine])).toEqual([
    ['d1', 2, expect.closeTo(Math.SQRT1_2, 12)],
    ['d2', 0.5, 1],
    ['d3', 0, 0],
  ]);
});

it('gives no more than asked for', async () => {
  expect(await findNeighbours(corpus, { itemVectors }, { docRow: 0, count: 1 })).toHaveLength(1);
});

it.each([4, -1, 0.5])('refuses row %d', async (docRow) => {
  await expect(findNeighbours(corpus, { itemVectors }, { docRow, count: 1 })).rejects.toThrow(
    expect.objectContaining({
      name: 'InvalidArgumentError',
      message: `Expected the row of a document from 0 to 3, found ${docRow}.`,
    }),
  );
});
