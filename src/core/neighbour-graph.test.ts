import { describe, expect, it } from 'vitest';
import { randomMatrix } from '../testing/random-matrix.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import { dotRow, rowOf } from './matrix.ts';
import { buildNeighbourGraph, checkNeighbourGraph } from './neighbour-graph.ts';
import { topK } from './top-k.ts';

const compute = createCpuCompute();

describe('buildNeighbourGraph', () => {
  it('holds the largest inner products of every item, best first, itself left out', async () => {
    const matrix = randomMatrix(30, 4, 1);
    const graph = await buildNeighbourGraph({ matrix, neighboursPerItem: 5, compute });
    expect(graph).toMatchObject({ itemCount: 30, neighboursPerItem: 5 });
    for (let row = 0; row < 30; row++) {
      const itself = Uint8Array.from({ length: 30 }, (_, other) => (other === row ? 1 : 0));
      const products = Float32Array.from({ length: 30 }, (_, other) =>
        dotRow(matrix, other, rowOf(matrix, row)),
      );
      expect(graph.docRows.slice(row * 5, row * 5 + 5)).toEqual(topK(products, 5, itself).docRows);
    }
    checkNeighbourGraph(graph, 30);
  });

  it.each([
    { rows: 3, neighboursPerItem: 16, expected: [1, 2, 0, 2, 0, 1] },
    { rows: 1, neighboursPerItem: 2, expected: [] },
  ])('has at most all others as neighbours: $rows items', async ({ rows, neighboursPerItem, expected }) => {
    const matrix = { rows, cols: 1, data: new Float32Array(rows).fill(1) };
    const graph = await buildNeighbourGraph({ matrix, neighboursPerItem, compute });
    expect([...graph.docRows]).toEqual(expected);
    checkNeighbourGraph(graph, rows);
  });

  it('waits after each item and stops between two', async () => {
    const done: number[] = [];
    const building = buildNeighbourGraph({
      matrix: randomMatrix(5, 2, 1),
      neighboursPerItem: 2,
      compute,
      onItem: async (itemsDone) => {
        await undefined;
        done.push(itemsDone);
      },
      cancel: {
        aborted: false,
        throwIfAborted() {
          if (done.length === 3) throw cancelledError();
        },
      },
    });
    await expect(building).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    expect(done).toEqual([1, 2, 3]);
  });

  it('needs at least one neighbour', async () => {
    const building = buildNeighbourGraph({ matrix: randomMatrix(5, 2, 1), neighboursPerItem: 0, compute });
    await expect(building).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message: 'neighboursPerItem must be a whole number of at least 1, but is 0.',
    });
  });
});

describe('checkNeighbourGraph refuses', () => {
  const graph = { itemCount: 3, neighboursPerItem: 1, docRows: Uint32Array.of(1, 2, 0) };

  it.each([
    {
      given: { ...graph, itemCount: 4 },
      message: 'The number of items of the neighbour graph must be 3, but is 4.',
    },
    {
      given: { ...graph, neighboursPerItem: 2 },
      message: 'The neighbours must have 6 entries, but has 3.',
    },
    {
      given: { ...graph, docRows: Uint32Array.of(1, 3, 0) },
      message: 'The neighbours must hold rows below 3, but entry 1 is 3.',
    },
    {
      given: { ...graph, docRows: Uint32Array.of(1, 0, 2) },
      message: 'Item 2 of the neighbour graph is its own neighbour. Build the graph anew.',
    },
  ])('$message', ({ given, message }) => {
    expect(() => checkNeighbourGraph(given, 3)).toThrow(
      expect.objectContaining({ name: 'InvalidArgumentError', message }),
    );
  });
});
