import { expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { explainError } from './errors.ts';

const space = async () => ({ usedBytes: 12_300_000, availableBytes: 450_000 });

function sqliteError(resultCode: number, message: string): Error {
  return Object.assign(new Error(message), { resultCode });
}

const full =
  'The storage of this site could not be read or written, most likely because it is full: ' +
  '12.3 MB are in use and about 0.5 MB available. Nothing of this step was kept. ' +
  'Delete an index or a corpus, or free disk space, and try again.';

it.each([
  { error: sqliteError(13, 'SQLITE_FULL'), message: full },
  { error: sqliteError(10, 'SQLITE_IOERR'), message: full },
  { error: sqliteError(10 | (3 << 8), 'SQLITE_IOERR_WRITE'), message: full },
  { error: new DOMException('no room', 'QuotaExceededError'), message: full },
  {
    error: sqliteError(26, 'file is not a database'),
    message:
      'The file of a stored corpus is damaged (file is not a database). Delete this corpus and import it again.',
  },
  {
    error: sqliteError(1, 'no such table: x'),
    message:
      'The database stopped with an error xenn did not expect: no such table: x. Reload the page and try again.',
  },
])('$error becomes an error to read', async ({ error, message }) => {
  expect(await explainError(error, space)).toEqual(new XennError('StorageError', message));
});

it.each([{ error: new XennError('StorageError', 'said already') }, { error: new TypeError('a bug') }])(
  '$error stays as it is',
  async ({ error }) => {
    expect(await explainError(error, space)).toBe(error);
  },
);
