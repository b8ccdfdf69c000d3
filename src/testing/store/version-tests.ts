import { describe, expect, it } from 'vitest';
import { DOCUMENTS, scores } from './fixtures.ts';
import { RELEASED_VERSIONS, releasedFile } from './released-files.ts';
import type { StoreSession } from './session.ts';

/** Makes the last step of the upgrade from this version fail, and takes that back. */
const FAILURES: Readonly<
  Record<number, { readonly make: string; readonly undo: string; readonly says: string }>
> = {
  1: {
    make: "CREATE TRIGGER fails BEFORE UPDATE ON job BEGIN SELECT raise(ABORT, 'on purpose'); END",
    undo: 'DROP TRIGGER fails',
    says: 'on purpose',
  },
  2: {
    make: 'ALTER TABLE added_document ADD COLUMN parent_id TEXT',
    undo: 'ALTER TABLE added_document DROP COLUMN parent_id',
    says: 'duplicate column name: parent_id',
  },
};

/** Files that an older xenn left. */
export function describeVersions(session: StoreSession): void {
  describe.each(RELEASED_VERSIONS)('a file of version %i', (version) => {
    it('is upgraded on opening, and nothing of it is lost', async () => {
      await session.placeBetween('c1', await releasedFile(version));
      // A second opening finds the current version and changes nothing.
      for (let time = 0; time < 2; time++) {
        await expectEverything(session, 'c1', version);
        await session.reopen();
      }
    });

    it('can then be added to and removed from', async () => {
      await session.placeBetween('c1', await releasedFile(version));
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
      await session.store.checkCorpus('c1');
    });

    it('stays as it is, byte by byte, when the upgrade fails in the middle', async () => {
      const { make, undo, says } = FAILURES[version];
      await session.placeBetween('c1', await releasedFile(version), make);
      const digest = await session.digestBetween('c1');
      expect(await session.store.listUnreadable()).toEqual([
        { corpusId: 'c1', reason: expect.stringContaining(says) },
      ]);
      expect(await session.digestBetween('c1')).toBe(digest);
      await session.executeBetween('c1', undo);
      await expectEverything(session, 'c1', version);
    });
  });
}

/** What `releasedFile` holds. */
export async function expectEverything(
  { store }: Pick<StoreSession, 'store'>,
  corpusId: string,
  version: number,
): Promise<void> {
  expect(await store.listCorpora()).toEqual([
    {
      corpusId,
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
  expect(await store.readDocumentRange(corpusId, 0, 10)).toEqual(
    DOCUMENTS.map((document, docRow) => ({ docRow, ...document })),
  );
  expect((await store.searchBm25(corpusId, 'dogs', 10)).docRows).toEqual(Uint32Array.of(1));
  expect(await store.listQueries(corpusId)).toEqual([{ id: 'q1', text: 'cats', split: 'test' }]);
  expect(await store.readJudgements(corpusId, 'q1')).toEqual([{ docRow: 0, grade: 2 }]);
  expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 2], [1.5, -3.25]));
  expect(await store.listScoredQueries(corpusId, 'ce')).toEqual(['cats']);
  const matrix = (rows: number, cols: number, ...data: number[]) => ({
    rows,
    cols,
    data: Float32Array.from(data),
  });
  expect(await store.readMatrix(corpusId, 'embedding:de')).toEqual(matrix(3, 2, 1, 0, 0, 1, 0.5, 0.5));
  expect(await store.readMatrix(corpusId, 'tokens:ce')).toEqual(matrix(3, 1, 4, 7, 5));
  // Version 1 did not say of how many documents packed ids are.
  const tokenIds = await store.readMatrix(corpusId, 'token-ids:ce');
  expect(tokenIds).toEqual(version === 1 ? undefined : matrix(5, 1, 3, 1, 1, 1, 9));
  expect(await store.listIndexTensors(corpusId, 'i1')).toEqual(
    version === 1 ? ['items'] : ['items', 'tower'],
  );
  expect(await store.readIndexTensor(corpusId, 'i1', 'items')).toEqual(matrix(3, 2, 2, 0, 0, 2, 1, 1));
  expect(await store.listIndexes(corpusId)).toEqual([
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
  const [job, ...others] = await store.listJobs(corpusId);
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
  const search = { queryText: 'cats', searchedMs: 1_700_000_000_000, times: 1 };
  expect(await store.listSearches(corpusId)).toEqual(version === 1 ? [] : [search]);
  expect(await store.listMeasurements(corpusId, '')).toEqual(version === 1 ? [] : ['{"recall":0.5}']);
  // What waited was never committed.
  expect(await store.appendAddition(corpusId, [{ id: 'd4', title: '', text: 'not there' }])).toEqual([]);
  await store.abortAddition(corpusId);
}
