import { describe, expect, it } from 'vitest';
import { DOCUMENTS, importCorpus, JUDGEMENTS, QUERIES } from './fixtures.ts';
import type { StoreSession } from './session.ts';

const CONTENT = { documents: DOCUMENTS, queries: QUERIES, judgements: JUDGEMENTS };

const NOTHING = {
  newQueryCount: 0,
  newJudgementCount: 0,
  duplicateQueryCount: 0,
  duplicateJudgementCount: 0,
  unknownQueryIds: [],
  unknownDocumentIds: [],
};

/** Queries and judgements that come later. */
export function describeQueries(session: StoreSession): void {
  describe('added queries', () => {
    it('are there with their judgements, after the others; the hash, which is of the documents, stays', async () => {
      const before = await importCorpus(session.store, CONTENT);
      const { corpusId } = before;
      const added = [
        { id: 'q4', text: 'runners', split: 'test' },
        { id: 'q5', text: 'sleep', split: '' },
      ];
      const report = await session.store.addQueries(corpusId, added, [
        { queryId: 'q4', docId: 'd3', grade: 2, split: '' },
        { queryId: 'q3', docId: 'd2', grade: 1, split: '' },
      ]);
      expect(report).toEqual({ ...NOTHING, newQueryCount: 2, newJudgementCount: 2 });
      await session.reopen();
      expect(await session.store.readCorpus(corpusId)).toEqual({
        ...before,
        queryCount: 5,
        judgementCount: 5,
        bytesOnDisk: expect.any(Number),
      });
      const queries = await session.store.listQueries(corpusId);
      expect(queries.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4', 'q5']);
      expect(queries.slice(3)).toEqual(added);
      expect(await session.store.readJudgements(corpusId, 'q4')).toEqual([{ docRow: 2, grade: 2 }]);
      expect(await session.store.readJudgements(corpusId, 'q3')).toEqual([{ docRow: 1, grade: 1 }]);
    });

    it('leave out ids that are taken, pairs that are judged, and what nobody knows', async () => {
      const { corpusId } = await importCorpus(session.store, CONTENT);
      const report = await session.store.addQueries(
        corpusId,
        [
          { id: 'q1', text: ' cats ', split: 'test' },
          { id: 'q4', text: 'first', split: 'test' },
          { id: 'q4', text: 'second', split: 'test' },
        ],
        [
          { queryId: 'q1', docId: 'd1', grade: 0, split: '' },
          { queryId: 'q4', docId: 'd1', grade: 1, split: '' },
          { queryId: 'q4', docId: 'd1', grade: 3, split: '' },
          { queryId: 'q9', docId: 'd1', grade: 1, split: '' },
          { queryId: 'q9', docId: 'd9', grade: 1, split: '' },
          { queryId: 'q1', docId: 'd8', grade: 1, split: '' },
        ],
      );
      expect(report).toEqual({
        newQueryCount: 1,
        newJudgementCount: 1,
        duplicateQueryCount: 2,
        duplicateJudgementCount: 2,
        unknownQueryIds: ['q9'],
        unknownDocumentIds: ['d9', 'd8'],
      });
      const queries = await session.store.listQueries(corpusId);
      expect(queries.map(({ text }) => text)).toEqual(['cats', 'dogs', 'nobody asks this', 'first']);
      expect(await session.store.readJudgements(corpusId, 'q1')).toEqual([
        { docRow: 0, grade: 2 },
        { docRow: 2, grade: 0 },
      ]);
      expect(await session.store.readJudgements(corpusId, 'q4')).toEqual([{ docRow: 0, grade: 1 }]);
    });

    it('of another text than the corpus has under that id are refused, with all that came with them', async () => {
      const { corpusId } = await importCorpus(session.store, CONTENT);
      const added = [
        { id: 'q4', text: 'runners', split: 'test' },
        { id: 'q1', text: 'quantum', split: 'test' },
      ];
      const judgements = [{ queryId: 'q1', docId: 'd2', grade: 1, split: '' }];
      await expect(session.store.addQueries(corpusId, added, judgements)).rejects.toMatchObject({
        name: 'ImportError',
        message:
          "Expected query 'q1' to be 'cats', as this corpus has it, found 'quantum'. Give the new query another id, in its " +
          'judgements too. Nothing was stored.',
      });
      expect(await session.store.listQueries(corpusId)).toHaveLength(QUERIES.length);
      expect(await session.store.readJudgements(corpusId, 'q1')).not.toContainEqual({ docRow: 1, grade: 1 });
    });

    it('take the split that they are judged in; those that were there keep theirs', async () => {
      const { corpusId } = await importCorpus(session.store, CONTENT);
      await session.store.addQueries(
        corpusId,
        [
          { id: 'new', text: 'new', split: '' },
          { id: 'marked', text: 'marked', split: 'dev' },
        ],
        ['new', 'marked', 'q3'].flatMap((queryId) => [
          { queryId, docId: 'd1', grade: 1, split: 'train' },
          { queryId, docId: 'd2', grade: 1, split: 'test' },
        ]),
      );
      const splits = (await session.store.listQueries(corpusId)).map(({ id, split }) => [id, split]);
      expect(splits).toEqual([
        ['q1', 'test'],
        ['q2', 'train'],
        ['q3', ''],
        ['new', 'test'],
        ['marked', 'dev'],
      ]);
    });

    it('may be the first of a corpus, or none', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      expect(await session.store.addQueries(corpusId, [], [])).toEqual(NOTHING);
      await session.store.addQueries(corpusId, [{ id: 'q', text: 'q', split: '' }], JUDGEMENTS.slice(0, 1));
      await session.store.addQueries(corpusId, [], [{ queryId: 'q', docId: 'd3', grade: 1, split: 'test' }]);
      expect(await session.store.listQueries(corpusId)).toEqual([{ id: 'q', text: 'q', split: '' }]);
      expect(await session.store.readCorpus(corpusId)).toMatchObject({ queryCount: 1, judgementCount: 1 });
    });
  });
}
