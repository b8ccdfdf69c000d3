import { describe, expect, it } from 'vitest';
import { DOCUMENTS, importCorpus, scores } from './fixtures.ts';
import type { StoreSession } from './session.ts';

/** Whole corpora: listed, renamed, deleted, refused. */
export function describeCorpora(session: StoreSession): void {
  describe('corpora', () => {
    it('renames', async () => {
      const summary = await importCorpus(session.store, { documents: DOCUMENTS });
      expect(await session.store.renameCorpus(summary.corpusId, 'Animals')).toEqual({
        ...summary,
        name: 'Animals',
      });
      await session.reopen();
      expect(await session.store.readCorpus(summary.corpusId)).toEqual({ ...summary, name: 'Animals' });
    });

    it('deletes one with its file and leaves the others', async () => {
      const kept = await importCorpus(session.store, { documents: DOCUMENTS });
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 1], [1, 2]));
      await session.store.deleteCorpus(corpusId);
      expect(await session.store.listCorpora()).toEqual([kept]);
      const noCorpus =
        `No corpus '${corpusId}' is stored here: it was deleted, or its import was not finished. ` +
        'Choose another corpus or import it again.';
      await expect(session.store.readCorpus(corpusId)).rejects.toThrow(noCorpus);
      await expect(session.store.deleteCorpus(corpusId)).rejects.toMatchObject({ name: 'StorageError' });
      await expect(session.store.searchBm25(corpusId, 'cats', 3)).rejects.toThrow(noCorpus);
      expect(await session.fileNamesBetween()).toEqual([kept.corpusId]);
    });

    it('lists the oldest first', async () => {
      const imported = [];
      for (const name of ['a', 'b', 'c']) {
        imported.push((await importCorpus(session.store, { documents: [], name })).corpusId);
      }
      for (const [index, corpusId] of imported.entries()) {
        await session.executeBetween(corpusId, `UPDATE corpus SET created_ms = ${100 - index}`);
      }
      expect((await session.store.listCorpora()).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    });

    it('refuses a file of a newer xenn, leaves it as it is, and shows the others', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const other = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.executeBetween(corpusId, 'PRAGMA user_version = 4');
      const digest = await session.digestBetween(corpusId);
      const reason =
        'This corpus was stored by a newer xenn (storage version 4; this one reads up to 3). ' +
        'It was left as it is: reload the page to get the current xenn.';
      expect(await session.store.listCorpora()).toEqual([other]);
      expect(await session.store.listUnreadable()).toEqual([{ corpusId, reason }]);
      await expect(session.store.readCorpus(corpusId)).rejects.toThrow(reason);

      expect(await session.digestBetween(corpusId)).toBe(digest);

      await session.executeBetween(corpusId, 'PRAGMA user_version = 3');
      expect(await session.store.readDocumentRange(corpusId, 0, 3)).toHaveLength(3);
      expect(await session.store.listUnreadable()).toEqual([]);
    });

    it('keeps a damaged file apart until it is deleted', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.executeBetween(
        corpusId,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'corpus'",
      );
      const [unreadable] = await session.store.listUnreadable();
      expect(unreadable.reason).toBe(
        'The file of a stored corpus is damaged (SQLITE_CORRUPT: sqlite3 result code 11: malformed ' +
          'database schema (corpus)). Delete this corpus and import it again.',
      );
      await session.store.deleteCorpus(unreadable.corpusId);
      expect(await session.store.listUnreadable()).toEqual([]);
    });

    it('does nothing once it is closed', async () => {
      const closed = session.store;
      await session.reopen();
      await expect(closed.listCorpora()).rejects.toThrow(
        'The storage is closed. Reload the page to open it again.',
      );
    });
  });
}
