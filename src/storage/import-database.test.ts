import { beforeAll, describe, expect, it } from 'vitest';
import { CORPUS_PARTS } from '../core/records.ts';
import {
  DOCUMENTS,
  importCorpus,
  indexSummary,
  JUDGEMENTS,
  QUERIES,
  scores,
} from '../testing/store/fixtures.ts';
import { type MemoryDisk, openMemoryHost } from './memory-host.ts';
import { createStore } from './store.ts';

/** Of a corpus with everything. */
let database: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const store = await createStore(await openMemoryHost(new Map()));
  const content = { documents: DOCUMENTS, queries: QUERIES, judgements: JUDGEMENTS };
  const { corpusId } = await importCorpus(store, content);
  await store.writeScores(corpusId, 'ce', 'cats', scores([0, 2], [1, 2]));
  const items = { rows: 3, cols: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  await store.writeIndex(corpusId, indexSummary({}), { items });
  await store.writeJob(corpusId, { jobId: 'j', kind: 'build-index', createdMs: 1, plan: '{}' });
  database = new Uint8Array(await (await store.exportDatabase(corpusId)).arrayBuffer());
  store.close();
});

async function changed(sql: string): Promise<Uint8Array> {
  const disk: MemoryDisk = new Map([['c', database]]);
  const host = await openMemoryHost(disk);
  (await host.open('c')).exec(sql);
  host.close();
  return disk.get('c') as Uint8Array;
}

const refused = (found: string) =>
  `Expected the database file of a corpus as xenn stores it, found ${found}. Nothing of it was kept: export it again ` +
  'where the corpus is stored, or choose another file.';

/** Nothing is left of a file that is refused. */
async function expectRefused(bytes: Uint8Array, message: string | RegExp): Promise<void> {
  const disk: MemoryDisk = new Map();
  const store = await createStore(await openMemoryHost(disk));
  await expect(store.importDatabase(new Blob([bytes as Uint8Array<ArrayBuffer>]))).rejects.toMatchObject({
    name: 'StorageError',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect(await store.listCorpora()).toEqual([]);
  store.close();
  expect(disk.size).toBe(0);
}

describe('a schema that xenn did not write is refused', () => {
  const foreign = (what: string) => refused(`${what} in its schema of version 3`);
  it.each([
    ['CREATE TRIGGER t AFTER INSERT ON score BEGIN DELETE FROM document; END', foreign('the trigger t')],
    ['CREATE VIEW v AS SELECT * FROM document', foreign('the view v')],
    ['CREATE TABLE more (x)', foreign('the table more')],
    ['CREATE INDEX i ON document (title)', foreign('the index i')],
    ['CREATE VIRTUAL TABLE r USING rtree (id, low, high)', foreign('the table r')],
    ['ALTER TABLE search ADD COLUMN more INTEGER AS (times + 1)', foreign('another table search')],
    ['DROP TABLE job', foreign('no table job')],
    [
      "DROP TABLE search; CREATE VIEW search AS SELECT '' AS query_text, 0 AS searched_ms, 0 AS times",
      foreign('the view search'),
    ],
    [
      `PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'PRIMARY KEY', 'CHECK (1) PRIMARY KEY') WHERE name = 'measurement'`,
      foreign('another table measurement'),
    ],
    // Of another version than it says.
    ['PRAGMA user_version = 2', refused('another table document in its schema of version 2')],
    ['PRAGMA user_version = 0', refused('the storage version 0')],
    ['PRAGMA user_version = -5', refused('the storage version -5')],
  ])('%s', async (sql, message) => {
    await expectRefused(await changed(sql), message);
  });

  it('one that SQLite cannot read', async () => {
    const bytes = await changed(
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'corpus'",
    );
    await expectRefused(bytes, /found one that breaks \(.*malformed database schema \(corpus\)\)\. Nothing/);
  });
});

describe('content that does not fit together is refused', () => {
  const one = (found: string) => refused(`one with ${found}`);
  const MATRICES = one('matrices of indexes or documents that it does not have');
  it.each([
    ['DELETE FROM corpus', one('no single row that says what the corpus is')],
    ['INSERT INTO corpus SELECT * FROM corpus', one('no single row that says what the corpus is')],
    ['DELETE FROM document WHERE row = 1', one('documents whose rows are not 0, 1, 2, … without a gap')],
    [
      "INSERT INTO document VALUES (-1, 'x', '', '', NULL); DELETE FROM document WHERE row = 2",
      one('documents whose rows are not 0, 1, 2, … without a gap'),
    ],
    [
      'UPDATE corpus SET document_count = 1000000000',
      one('counts that are not those of its documents, queries and judgements'),
    ],
    [
      'UPDATE judgement SET doc_row = 99 WHERE doc_row = 1',
      one('judgements of queries or documents that it does not have'),
    ],
    [
      'INSERT INTO score VALUES (1, 99, 1.0)',
      one('scores of queries or documents that it does not have, or that are no numbers'),
    ],
    [
      'INSERT INTO score VALUES (1, 1, 9e999)',
      one('scores of queries or documents that it does not have, or that are no numbers'),
    ],
    [
      'INSERT INTO score VALUES (77, 1, 1.0)',
      one('scores of queries or documents that it does not have, or that are no numbers'),
    ],
    ['DELETE FROM item_index', MATRICES],
    ["UPDATE matrix SET rows_are = 'whatever'", MATRICES],
    ['UPDATE matrix SET row_count = 4', MATRICES],
    ["INSERT INTO matrix_block VALUES (99, 0, x'00')", MATRICES],
    ["UPDATE item_index SET summary = '{'", one('indexes whose summary is not of their vectors')],
    [
      "UPDATE item_index SET summary = json_set(summary, '$.rows', 2)",
      one('indexes whose summary is not of their vectors'),
    ],
    ["UPDATE job SET plan = 'nothing'", one('plans or measurements that are not JSON')],
    ["INSERT INTO measurement VALUES ('m', 'x')", one('plans or measurements that are not JSON')],
    // FTS5 keeps words of its own.
    [
      "UPDATE document SET text = 'another text' WHERE row = 1",
      one('a text index of other documents than it holds'),
    ],
    ["UPDATE document SET id = 'other' WHERE row = 1", one('documents that do not match their hash')],
    [
      "UPDATE matrix SET row_count = 2000000000, rows_are = 'other'",
      one('indexes whose summary is not of their vectors'),
    ],
    [
      `UPDATE matrix SET col_count = 2000000000;
        UPDATE item_index SET summary = json_set(summary, '$.cols', 2000000000)`,
      one('a matrix that does not match its checksum'),
    ],
    ['UPDATE matrix_block SET bytes = zeroblob(24)', one('a matrix that does not match its checksum')],
    ['DELETE FROM matrix_block', one('a matrix that does not match its checksum')],
  ])('%s', async (sql, message) => {
    await expectRefused(await changed(sql), message);
  });

  it('types that a STRICT table does not take', async () => {
    const bytes = await changed(
      `PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'search';
        PRAGMA writable_schema = RESET;
        INSERT INTO search VALUES ('q', 'not a number', 1);
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = 'search'`,
    );
    await expectRefused(
      bytes,
      /found one with damaged pages \(non-INTEGER value in search\.searched_ms\)\. Nothing/,
    );
  });
});

describe('a header that does not say what xenn writes is refused', () => {
  it.each([
    [0, 0x73, 'a file of another kind'],
    [16, 0x10, 'a header that says 4096 instead of 8192 bytes a page'],
    [18, 2, 'a header that says 2 instead of 1 as the version to write'],
    [19, 2, 'a header that says 2 instead of 1 as the version to read'],
    [20, 9, 'a header that says 9 instead of 0 reserved bytes a page'],
    [59, 2, 'a header that says 2 instead of 1 as the text encoding'],
    [67, 0, 'a header that says 0 instead of 1 for incremental vacuum'],
  ])('byte %i = %i', async (at, value, found) => {
    const bytes = database.slice();
    bytes[at] = value;
    await expectRefused(bytes, refused(found));
  });
});

it('checkCorpus says what of a stored corpus is damaged', async () => {
  const disk: MemoryDisk = new Map();
  const first = await createStore(await openMemoryHost(disk));
  const { corpusId } = await first.importDatabase(new Blob([database]));
  await first.checkCorpus(corpusId);
  first.close();
  disk.set(corpusId, await changed("UPDATE document SET text = 'another text' WHERE row = 1"));
  const store = await createStore(await openMemoryHost(disk));
  await expect(store.checkCorpus(corpusId)).rejects.toMatchObject({
    name: 'DamagedError',
    message:
      'The file of a stored corpus is damaged: it has a text index of other documents than it holds. Export what can be ' +
      'read of it, then delete this corpus and import it again.',
  });
  const checks = CORPUS_PARTS.map((part) =>
    store.checkCorpus(corpusId, part).then(
      () => [],
      () => [part],
    ),
  );
  expect((await Promise.all(checks)).flat()).toEqual(['text-index', 'documents']);
  store.close();
});
