import initSqlite from '@sqlite.org/sqlite-wasm';
import { expect, it, vi } from 'vitest';
import { loadSqlite } from './sqlite.ts';

vi.mock('@sqlite.org/sqlite-wasm');

it('says when SQLite cannot be loaded, and tries again when asked again', async () => {
  vi.mocked(initSqlite).mockRejectedValueOnce(new Error('404 Not Found'));
  await expect(loadSqlite()).rejects.toThrow(
    'The database engine SQLite could not be loaded (404 Not Found). Check the connection, then reload the page.',
  );
  const sqlite = await vi.importActual<typeof import('@sqlite.org/sqlite-wasm')>('@sqlite.org/sqlite-wasm');
  vi.mocked(initSqlite).mockImplementationOnce(sqlite.default);
  expect((await loadSqlite()).version.libVersion).toBe('3.54.1');
  expect(loadSqlite()).toBe(loadSqlite());
});
