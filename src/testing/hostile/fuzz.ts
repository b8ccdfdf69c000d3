/**
 * Fuzzing of parsers. Every parser is given arbitrary bytes and valid files that were mutated; each
 * must end, and throw an error that a person can read or none.
 *
 * A few hundred cases of each in the unit tests, always the same. The long way, 10^5 cases of each with other seeds:
 *
 *     FUZZ_CASES=100000 npx vitest run --project unit fuzz
 *
 * FUZZ_SEED chooses other cases; a failure prints the seed and the file it shrank to.
 */
import fc from 'fast-check';
import { expect } from 'vitest';

/** Cases of each property, and what they are chosen by. */
export const FUZZ = {
  numRuns: Number(process.env.FUZZ_CASES ?? 200),
  seed: Number(process.env.FUZZ_SEED ?? 20),
};

/** Ends a test of so many cases that hangs; a case takes a millisecond or so. */
export const FUZZ_LIMIT_MS = 120_000 + 50 * FUZZ.numRuns;

/** What may happen to the bytes of a valid file; `at` and `from` count from the beginning and wrap around. */
type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number; readonly count: number };

const place = fc.nat(2 ** 20);
const count = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 300 }));

/** Bytes that parsers are sensitive to: ends, quotes, brackets, NULs, lengths that are too large. */
const sharpBytes = fc.constantFrom(
  ...[
    '\n',
    '\r\n',
    '\0',
    '"',
    '""',
    ',',
    '\t',
    '{',
    '[[[[',
    ']',
    '}',
    '\\u0000',
    '\\ud800',
    '<',
    '&#0;',
    '1e999',
    '-0',
  ].map((text) => new TextEncoder().encode(text)),
  ...[
    [0xff],
    [0xff, 0xff, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0x7f],
    [0x80],
    [0, 0, 0, 0],
    [0xed, 0xa0, 0x80],
    [0xef, 0xbb, 0xbf],
    [0x1f, 0x8b],
  ].map((bytes) => Uint8Array.from(bytes)),
);
const bytes = fc.oneof(sharpBytes, fc.uint8Array({ minLength: 1, maxLength: 16 }));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('write' as const), at: place, bytes }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('remove' as const), at: place, count }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes }),
  fc.record({ kind: fc.constant('copy' as const), at: place, from: place, count }),
);

/** One of the valid files, mutated once or a few times. */
export function mutated(valid: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...valid), fc.array(mutation, { minLength: 1, maxLength: 5 }))
    .map(([file, mutations]) => mutations.reduce(mutate, file));
}

/** Any bytes, or such as begin like one of the valid files. */
export function arbitraryBytes(valid: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const begin = fc.tuple(fc.constantFrom(...valid), fc.nat(64), fc.uint8Array({ maxLength: 256 }));
  return fc.oneof(
    fc.uint8Array({ maxLength: 512 }),
    begin.map(([file, length, rest]) => joined(file.subarray(0, length), rest)),
  );
}

/** Sizes of the chunks that a file comes in. */
export const chunkSizes: fc.Arbitrary<number[]> = fc.oneof(
  fc.constant<number[]>([]),
  fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
);

/**
 * Runs `take`; whatever it throws must be an error of one of the names.
 *
 * @returns what it gives, undefined when it threw.
 */
export async function takesOrRefuses<T>(
  take: () => Promise<T>,
  names: readonly string[] = ['ImportError'],
): Promise<T | undefined> {
  try {
    return await take();
  } catch (error) {
    const { name, message, stack } = error as Error;
    expect(names, `${name}: ${message}\n${stack}`).toContain(name);
    expect(message).not.toBe('');
    return undefined;
  }
}

function mutate(file: Uint8Array, mutation: Mutation): Uint8Array {
  const at = file.length === 0 ? 0 : mutation.at % file.length;
  switch (mutation.kind) {
    case 'flip': {
      const copy = file.slice();
      if (copy.length > 0) copy[at] ^= 1 << mutation.bit;
      return copy;
    }
    case 'write': {
      const copy = file.slice();
      copy.set(mutation.bytes.subarray(0, copy.length - at), at);
      return copy;
    }
    case 'cut':
      return file.slice(0, at);
    case 'remove':
      return joined(file.subarray(0, at), file.subarray(at + mutation.count));
    case 'insert':
      return joined(file.subarray(0, at), mutation.bytes, file.subarray(at));
    case 'copy': {
      const from = file.length === 0 ? 0 : mutation.from % file.length;
      return joined(file.subarray(0, at), file.subarray(from, from + mutation.count), file.subarray(at));
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
