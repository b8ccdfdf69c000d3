import { describe, expect, it } from 'vitest';
import { DOCUMENTS, scores } from './fixtures.ts';
import type { StoreSession } from './session.ts';
import { FILE_OF_VERSION_1 } from './version-1-file.ts';

/** Files that an older xenn left. */
export function describeVersions(session: StoreSession): void {
  describe('a file of version 1', () => {
    it('is upgraded on opening, and nothing of it is lost', async () => {
      await session.executeBetween('c1', FILE_OF_VERSION_1);
      // A second opening finds version 2 and changes nothing.
      for (let time = 0; time < 2; time++) {
        await expectEverything(session);
        await session.reopen();
      }
    });

    it('can then be added to and removed from', async () => {
      await session.executeBetween('c1', FILE_OF_VERSION_1);
      await session.store.appendAddition('c1', [{ id: 'd4', title: '', text: 'added' }]);
      await session.store.commitAddition('c1');
      const { documentCount } = await session.store.removeDocuments('c1', Uint32Array.of(0));
      expect(documentCount).toBe(3);
      expect(await session.store.readIndexTensor('c1', 'i1', 'items')).toEqual({
        rows: 2,
        cols: 2,
        data: Float32Array.of(1, 1, 0, 2),
      });
      expect(await session.store.readMatrix('c1', 'tokens:ce')).toMatchObject({ rows: 2 });
      await session.store.deleteIndex('c1', 'i1');
      expect(await session.store.listIndexes('c1')).toEqual([]);
    });

    it('stays as it is when the upgrade fails in the middle', async () => {
      await session.executeBetween(
        'c1',
        `${FILE_OF_VERSION_1}
          CREATE TRIGGER fails BEFORE UPDATE ON job BEGIN SELECT raise(ABORT, 'on purpose'); END`,
      );
      expect(await session.store.listUnreadable()).toEqual([
        { corpusId: 'c1', reason: expect.stringContaining('on purpose') },
      ]);
      await session.executeBetween('c1', 'DROP TRIGGER fails');
      await expectEverything(session);
    });
  });
}

async function expectEverything({ store }: StoreSession): Promise<void> {
  expect(await store.listCorpora()).toEqual([
    {
      corpusId: 'c1',
      name: 'Pets',
      sourceName: 'pets.zip',
      createdMs: 1_600_000_000_000,
      documentCount: 3,
      queryCount: 1,
      judgementCount: 1,
      hash: '70078a634d8d6b8c7239199413012ccb4515282119fac329b169d6c9517f1197',
      bytesOnDisk: expect.any(Number),
    },
  ]);
  expect(await store.readDocumentRange('c1', 0, 10)).toEqual(
    DOCUMENTS.map((document, docRow) => ({ docRow, ...document })),
  );
  expect((await store.searchBm25('c1', 'dogs', 10)).docRows).toEqual(Uint32Array.of(1));
  expect(await store.listQueries('c1')).toEqual([{ id: 'q1', text: 'cats', split: 'test' }]);
  expect(await store.readJudgements('c1', 'q1')).toEqual([{ docRow: 0, grade: 2 }]);
  expect(await store.readScores('c1', 'ce', 'cats')).toEqual(scores([0, 2], [1.5, -3.25]));
  expect(await store.listScoredQueries('c1', 'ce')).toEqual(['cats']);
  const matrix = (rows: number, cols: number, ...data: number[]) => ({
    rows,
    cols,
    data: Float32Array.from(data),
  });
  expect(await store.readMatrix('c1', 'embedding:de')).toEqual(matrix(3, 2, 1, 0, 0, 1, 0.5, 0.5));
  expect(await store.readMatrix('c1', 'tokens:ce')).toEqual(matrix(3, 1, 4, 7, 5));
  expect(await store.readMatrix('c1', 'token-ids:ce')).toBeUndefined();
  expect(await store.listIndexTensors('c1', 'i1')).toEqual(['items']);
  expect(await store.readIndexTensor('c1', 'i1', 'items')).toEqual(matrix(3, 2, 2, 0, 0, 2, 1, 1));
  expect(await store.listIndexes('c1')).toEqual([
    {
      indexId: 'i1',
      name: 'Titles, 10 x 20',
      createdMs: 1_700_000_000_000,
      rows: 3,
      cols: 2,
      provenance: {
        corpusHash: 'c0',
        crossEncoder: { name: 'CE', hash: 'ce' },
        dualEncoder: { name: 'DE', hash: 'de' },
        codeVersion: '0.1.0',
        seed: 7,
        space: 'dual-encoder',
        trainQueries: 'titles',
        trainQueryCount: 10,
        pairs: {
          kind: 'per-query',
          documentsPerQuery: 20,
          shares: { dualEncoder: 1, bm25: 0, random: 0 },
        },
        method: {
          kind: 'mf-trns',
          solver: 'adamw',
          learningRate: 0.001,
          weightDecay: 0.02,
          epochs: 2,
          patience: 2,
          batchSize: 512,
        },
        trainPairCount: 180,
        heldOutPairCount: 20,
        backend: 'wasm',
        compute: 'cpu',
      },
      scoreScale: { alpha: 0.5, beta: 0.1 },
      heldOutRmseBefore: 0.3,
      heldOutRmseAfter: 0.2,
      lossPerEpoch: [0.2, 0.1],
      heldOutRmsePerEpoch: [],
      scorerCalls: 200,
      elapsedMs: 1234.5,
    },
  ]);
  const [job, ...others] = await store.listJobs('c1');
  expect(others).toEqual([]);
  expect(job).toMatchObject({ jobId: 'j1', kind: 'build-index', createdMs: 1_800_000_000_000 });
  expect(JSON.parse(job.plan)).toEqual({
    corpusId: 'c1',
    name: 'Random',
    seed: 3,
    space: 'dual-encoder',
    trainQueries: 'own',
    trainQueryCount: 5,
    pairs: { kind: 'per-query', documentsPerQuery: 2, shares: { dualEncoder: 0, bm25: 0, random: 1 } },
    method: {
      kind: 'mf-trns',
      solver: 'adamw',
      learningRate: 0.005,
      weightDecay: 0.01,
      epochs: 4,
      patience: 4,
      batchSize: 4096,
    },
  });
  expect(await store.listSearches('c1')).toEqual([]);
  expect(await store.listMeasurements('c1', '')).toEqual([]);
}
