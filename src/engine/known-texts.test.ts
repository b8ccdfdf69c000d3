import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKnownTexts, digestText } from './known-texts.ts';

test('a text is known by the id of the first document with it', () => {
  const known = createKnownTexts();
  const digest = digestText({ title: 'Bees', text: 'They dance.' });
  expect(known.idOf(digest)).toBeUndefined();
  known.add(digest, 'a');
  expect(known.idOf(digestText({ title: 'Bees', text: 'They dance.' }))).toBe('a');
});

test.each([
  ['another text', { title: 'Bees', text: 'They dance!' }],
  ['another title', { title: 'Wasps', text: 'They dance.' }],
  ['the border elsewhere', { title: 'BeesThey', text: ' dance.' }],
  ['all of it in the text', { title: '', text: 'BeesThey dance.' }],
  ['a form of a letter', { title: 'Bées', text: 'They dance.' }],
])('%s is another', (_, other) => {
  expect(digestText(other)).not.toEqual(digestText({ title: 'Bees', text: 'They dance.' }));
});

// printf '0 abc' | sha256sum
test('is the beginning of SHA-256 over the title length, the title and the text', () => {
  const bytes = new Uint8Array(digestText({ title: '', text: 'abc' }).slice().buffer);
  expect(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(
    'c75e3abb575a77261847ac28273b1991',
  );
});

test('knows what a map knows, through growing and pages of ids', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4000), { minLength: 2000, maxLength: 6000 }), (numbers) => {
      const known = createKnownTexts();
      const expected = new Map<number, string>();
      for (const [position, number] of numbers.entries()) {
        // Most digests begin alike, so that their places in the table are taken.
        const digest = Uint32Array.of(number % 7, number, 0, 0);
        expect(known.idOf(digest)).toBe(expected.get(number));
        if (expected.has(number)) continue;
        expected.set(number, `id ${position}`);
        known.add(digest, `id ${position}`);
      }
    }),
    { seed: 8, numRuns: 5 },
  );
});
