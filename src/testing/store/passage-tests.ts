import { expect, it } from 'vitest';
import { importCorpus } from './fixtures.ts';
import type { StoreSession } from './session.ts';

const passage = (parentId: string, number: number) => ({
  id: `${parentId}#${number}`,
  title: '',
  text: `passage ${number} of ${parentId}`,
  parentId,
});
const WHOLE = { id: 'whole', title: 'Whole', text: 'one that was not cut' };

/** Documents that are parts of longer ones. */
export function describePassages(session: StoreSession): void {
  it('passages know the document they were cut from, however they come and go', async () => {
    const documents = [passage('a', 1), passage('a', 2), WHOLE];
    const { corpusId, hash } = await importCorpus(session.store, { documents });
    await session.store.appendAddition(corpusId, [
      passage('b', 1),
      { ...WHOLE, id: 'other' },
      passage('b', 2),
    ]);
    await session.store.commitAddition(corpusId);
    await session.store.removeDocuments(corpusId, Uint32Array.of(0));
    await session.reopen();
    const stored = [passage('b', 2), passage('a', 2), WHOLE, passage('b', 1), { ...WHOLE, id: 'other' }];
    const read = stored.map((document, docRow) => ({ docRow, ...document }));
    expect(await session.store.readDocumentRange(corpusId, 0, 10)).toEqual(read);
    expect(await session.store.readDocuments(corpusId, Uint32Array.of(2, 0))).toEqual([read[2], read[0]]);

    const withoutParents = documents.map(({ id, title, text }) => ({ id, title, text }));
    expect((await importCorpus(session.store, { documents: withoutParents })).hash).toBe(hash);
  });
}
