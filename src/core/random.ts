import { XennError } from './errors.ts';

/** A seeded stream of random numbers: the same seed gives the same stream everywhere. */
export interface Random {
  /** Uniform over 0 .. 2^32 // exclusive. */
  nextUint32(): number;
  /** Uniform over the multiples of 2^-53 in [0, 1). */
  nextFloat(): number;
  /** Uniform over 0 .. n // exclusive, without modulo bias; n from 1 to 2^32. */
  nextInt(n: number): number;
  /** Standard normal. */
  nextGaussian(): number;
  /** Puts the entries into a uniformly random order, in place. */
  shuffle(values: Uint32Array): void;
  /** k different numbers from 0 .. n // exclusive, every subset equally likely, ascending. */
  sample(n: number, k: number): Uint32Array;
}

const UINT32_RANGE = 2 ** 32;

/** Small Fast Counting generator (sfc32, C. Doty-Humphrey), its state filled by splitmix32 from `seed`. */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= UINT32_RANGE) {
    throw new XennError(
      'InvalidArgumentError',
      `The seed must be a whole number from 0 to ${UINT32_RANGE - 1}, but is ${seed}.`,
    );
  }
  const nextSeed = splitmix32(seed);
  let a = nextSeed();
  let b = nextSeed();
  let c = nextSeed();
  let counter = 1;

  function nextUint32(): number {
    const mixed = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + mixed) | 0;
    return mixed >>> 0;
  }

  function nextFloat(): number {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  function nextInt(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > UINT32_RANGE) {
      throw new XennError(
        'InvalidArgumentError',
        `n must be a whole number from 1 to ${UINT32_RANGE}, but is ${n}.`,
      );
    }
    const end = UINT32_RANGE - (UINT32_RANGE % n);
    for (;;) {
      const value = nextUint32();
      if (value < end) return value % n;
    }
  }

  function nextGaussian(): number {
    // Box-Muller; 1 - nextFloat() is in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - nextFloat()));
    return radius * Math.cos(2 * Math.PI * nextFloat());
  }

  function shuffle(values: Uint32Array): void {
    for (let last = values.length - 1; last > 0; last--) {
      const other = nextInt(last + 1);
      const kept = values[last];
      values[last] = values[other];
      values[other] = kept;
    }
  }

  function sample(n: number, k: number): Uint32Array {
    if (!Number.isInteger(k) || k < 0 || k > n) {
      throw new XennError(
        'InvalidArgumentError',
        `k must be a whole number from 0 to ${n}, the size of the population, but is ${k}.`,
      );
    }
    // Floyd's algorithm: k draws, however large n is.
    const chosen = new Set<number>();
    for (let last = n - k; last < n; last++) {
      const drawn = nextInt(last + 1);
      chosen.add(chosen.has(drawn) ? last : drawn);
    }
    return Uint32Array.from(chosen).sort();
  }

  // The first outputs still show the seed's structure.
  for (let i = 0; i < 12; i++) nextUint32();
  return { nextUint32, nextFloat, nextInt, nextGaussian, shuffle, sample };
}

/** Spreads one 32-bit seed over as many well mixed words as are asked for. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
