/** Encoders without a model: bags of hashed words. Deterministic, quick, and they count what they were asked. */
import { cancelledError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import type { CrossEncoder, DualEncoder, Encoders } from '../engine/ports.ts';

const DIMENSION = 24;
const BATCH_SIZE = 8;

export interface FakeEncoders extends Encoders {
  /** Every pair the fake cross-encoder has run, in order: 'query\npassage'. */
  readonly runs: string[];
}

export function createFakeEncoders(): FakeEncoders {
  const runs: string[] = [];
  return {
    runs,
    report: () => ({
      backend: 'wasm',
      threads: 1,
      forced: false,
      reason: 'A fake for tests.',
      trials: [{ backend: 'wasm', pairsPerSecond: 100, tokensPerSecond: 10_000 }],
      tokensPerSecond: 10_000,
    }),
    crossEncoder: createFakeCrossEncoder(runs),
    dualEncoder: createFakeDualEncoder(),
  };
}

function createFakeCrossEncoder(runs: string[]): CrossEncoder {
  return {
    identity: { name: 'fake-cross-encoder', hash: 'fake-ce' },
    maxTokens: 192,
    fixedTokens: 3,
    queriesAtOnce: 1,
    countTokens: (texts) => Uint32Array.from(texts, (text) => wordsOf(text).length),
    async score(query, passages, { cancel, onBatch } = {}) {
      const scores = new Float32Array(passages.length);
      for (let start = 0; start < passages.length; start += BATCH_SIZE) {
        if (cancel?.aborted) throw cancelledError();
        const batch = passages.slice(start, start + BATCH_SIZE);
        batch.forEach((passage, i) => {
          scores[start + i] = overlapScore(query, passage);
          runs.push(`${query}\n${passage}`);
        });
        await onBatch?.({
          positions: Uint32Array.from(batch, (_, i) => start + i),
          scores: scores.slice(start, start + batch.length),
          tokens: batch.reduce((sum, passage) => sum + wordsOf(passage).length, 0),
          modelMs: 1,
        });
      }
      return scores;
    },
  };
}

function createFakeDualEncoder(): DualEncoder {
  return {
    identity: { name: 'fake-dual-encoder', hash: 'fake-de' },
    dimension: DIMENSION,
    staticTokens: async () => ({
      table: unitMatrix(DIMENSION),
      encode: (texts) => texts.map((text) => Uint32Array.from(wordsOf(text), tokenOf)),
    }),
    async embed(texts) {
      const data = new Float32Array(texts.length * DIMENSION);
      texts.forEach((text, row) => {
        const vector = data.subarray(row * DIMENSION, (row + 1) * DIMENSION);
        for (const word of wordsOf(text)) vector[tokenOf(word)] += 1;
        const norm = Math.hypot(...vector);
        if (norm > 0) for (let i = 0; i < DIMENSION; i++) vector[i] /= norm;
      });
      return { rows: texts.length, cols: DIMENSION, data };
    },
  };
}

function tokenOf(word: string): number {
  return hash(word) % DIMENSION;
}

function unitMatrix(size: number): Matrix {
  const data = new Float32Array(size * size);
  for (let i = 0; i < size; i++) data[i * size + i] = 1;
  return { rows: size, cols: size, data };
}

/** Shared words minus a floor, and a little that depends on the pair so that ties are rare. */
function overlapScore(query: string, passage: string): number {
  const passageWords = new Set(wordsOf(passage));
  const shared = wordsOf(query).filter((word) => passageWords.has(word)).length;
  return Math.fround(3 * shared - 6 + (hash(`${query}|${passage}`) % 1000) / 2000);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** FNV-1a */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
