import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createDocumentHash, hashDocuments } from './document-hash.ts';

/** By the definition, with Node's SHA-256. */
function expectedHash(documents: readonly { id: string; title: string; text: string }[]): string {
  const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
  const blocks = Array.from({ length: Math.ceil(documents.length / 1000) }, (_, block) =>
    documents.slice(block * 1000, (block + 1) * 1000).map(({ id, title, text }) => [id, title, text]),
  );
  return sha256(Buffer.concat(blocks.map((block) => sha256(JSON.stringify(block))))).toString('hex');
}

const documentsOf = (count: number, text: string) =>
  Array.from({ length: count }, (_, row) => ({ id: `d${row}`, title: `“${row}”`, text: `${text}\n🐝` }));

it.each([
  { what: 'no document', documents: [] },
  { what: 'one', documents: documentsOf(1, 'a') },
  { what: 'a whole block', documents: documentsOf(1000, 'b') },
  { what: 'a block and one', documents: documentsOf(1001, 'c') },
  {
    what: 'documents longer than what is encoded at once',
    documents: documentsOf(3, 'long '.repeat(40_000)),
  },
])('of $what is as defined, however they come', async ({ documents }) => {
  const hash = await createDocumentHash();
  for (let start = 0; start < documents.length; start += 7) hash.add(documents.slice(start, start + 7));
  const expected = expectedHash(documents);
  expect(await hash.finish()).toBe(expected);
  expect(await hashDocuments(documents.length, (start, end) => documents.slice(start, end))).toBe(expected);
});

it('is of the texts as they come back from storage', async () => {
  const hash = await createDocumentHash();
  hash.add([{ id: 'a', title: '\uFEFFmark', text: 'half \uD83D of one' }]);
  expect(await hash.finish()).toBe(expectedHash([{ id: 'a', title: 'mark', text: 'half \uFFFD of one' }]));
});
