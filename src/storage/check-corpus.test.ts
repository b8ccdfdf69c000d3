import { expect, it } from 'vitest';
import { checkCorpus } from './check-corpus.ts';
import type { Connection } from './connection.ts';

/** A database in which every query fails with this result code of SQLite. */
function createFailingConnection(resultCode: number): Connection {
  const rows = () => {
    throw Object.assign(new Error('as SQLite says it'), { resultCode });
  };
  return { rows } as unknown as Connection;
}

it.each([
  ['SQLITE_CORRUPT', 11],
  ['SQLITE_CORRUPT_INDEX', 11 | (3 << 8)],
  ['SQLITE_NOTADB', 26],
])('%s while it is looked at is damage too', async (_, resultCode) => {
  await expect(checkCorpus(createFailingConnection(resultCode), 'records')).rejects.toMatchObject({
    name: 'DamagedError',
    message:
      'The file of a stored corpus is damaged: it has pages that cannot be read (as SQLite says it). Export what can be ' +
      'read of it, then delete this corpus and import it again.',
  });
});

it('a disk that cannot be read is none', async () => {
  await expect(checkCorpus(createFailingConnection(10), 'records')).rejects.toMatchObject({
    name: 'Error',
    message: 'as SQLite says it',
  });
});
