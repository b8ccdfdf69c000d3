import { describe, expect, test } from 'vitest';
import type { SourceDocument } from '../core/records.ts';
import { createKnownTexts, digestText } from './known-texts.ts';
import { createRefusals } from './refusals.ts';
import { createDocumentTaker } from './take-documents.ts';

/** A store that refuses ids that are taken, and remembers its batches. */
function openTaker(leaveOutDuplicates: boolean, there: readonly SourceDocument[] = []) {
  const batches: string[][] = [];
  const ids = new Set(there.map(({ id }) => id));
  const refusals = createRefusals();
  const knownTexts = createKnownTexts();
  for (const document of there) knownTexts.add(digestText(document), document.id);
  const taker = createDocumentTaker({
    async append(documents) {
      const taken: number[] = [];
      documents.forEach(({ id }, position) => {
        if (ids.has(id)) taken.push(position);
        else ids.add(id);
      });
      batches.push(documents.map(({ id }) => id));
      return taken;
    },
    idTaken: ({ id }) => `id ${id} is taken`,
    refusals,
    knownTexts,
    leaveOutDuplicates,
  });
  let line = 0;
  const take = (...texts: readonly (readonly [id: string, text: string])[]) =>
    taker.take(
      texts.map(([id, text]) => {
        line += 1;
        const value = { id, title: '', text };
        return { value, file: 'f', line, digest: digestText(value) };
      }),
    );
  const reasons = () => refusals.kept().map(({ line: at, reason }) => `${at}: ${reason}`);
  return { take, batches, reasons, count: taker.duplicateTextCount };
}

describe('left out', () => {
  test('are those whose text is in the batch or in one before; the refusal names the first', async () => {
    const { take, batches, reasons, count } = openTaker(true);
    expect(await take(['a', 'one'], ['b', 'two'], ['c', 'one'])).toBe(2);
    expect(await take(['d', 'two'], ['e', 'three'])).toBe(1);
    expect(batches).toEqual([['a', 'b'], ['e']]);
    expect(reasons()).toEqual([
      '3: document "c" has the title and text of "a"; the first one is kept',
      '4: document "d" has the title and text of "b"; the first one is kept',
    ]);
    expect(count()).toBe(2);
  });

  test('are those whose text is in the corpus already', async () => {
    const { take, reasons } = openTaker(true, [{ id: 'old', title: '', text: 'one' }]);
    expect(await take(['a', 'one'])).toBe(0);
    expect(reasons()).toEqual(['1: document "a" has the title and text of "old"; the first one is kept']);
  });

  test('is none whose text is only that of a document that was refused', async () => {
    const { take, batches, reasons, count } = openTaker(true);
    expect(await take(['a', 'one'], ['a', 'two'], ['b', 'two'], ['c', 'two'])).toBe(2);
    expect(batches).toEqual([['a', 'a'], ['b']]);
    expect(reasons()).toEqual([
      '2: id a is taken',
      '4: document "c" has the title and text of "b"; the first one is kept',
    ]);
    expect(count()).toBe(1);
  });
});

describe('kept', () => {
  test('are duplicates that are only counted', async () => {
    const { take, batches, reasons, count } = openTaker(false);
    expect(await take(['a', 'one'], ['b', 'one'])).toBe(2);
    expect(await take(['c', 'one'], ['d', 'two'])).toBe(2);
    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(reasons()).toEqual([]);
    expect(count()).toBe(2);
  });

  test('a document that is refused for its id is no duplicate text', async () => {
    const { take, reasons, count } = openTaker(false);
    expect(await take(['a', 'one'], ['a', 'one'])).toBe(1);
    expect(reasons()).toEqual(['2: id a is taken']);
    expect(count()).toBe(0);
  });
});
