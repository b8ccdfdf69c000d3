import { describe, expect, it } from 'vitest';
import type { BenchModel } from './bench-models.ts';
import type { OpenPage } from './bench-page.ts';
import { measureMemory } from './measure-memory.ts';
import { measureSearches } from './measure-throughput.ts';
import { measureWebgpu } from './measure-webgpu.ts';
import type { PlainRun, ScoreRun } from './score-run.ts';

const model: BenchModel = {
  description: { name: 'embedded', weightsPath: 'model.onnx', dtype: 'fp32', paths: [] },
  files: new Map(),
};

type Calls = [method: string, ...args: unknown[]][];

/** A page whose worker answers by method; calls are kept. */
function fakePage(answers: Record<string, (call: number) => unknown>) {
  const calls: Calls = [];
  const page = {
    restartWorker: async () => {
      calls.push(['restartWorker']);
    },
    heapBytes: async () => 1000 + calls.length,
    inWorker: async (method: string, ...args: unknown[]) => {
      calls.push([method, ...args]);
      return answers[method]?.(calls.filter(([name]) => name === method).length);
    },
  };
  return { page: page as unknown as OpenPage, calls };
}

describe('measureSearches', () => {
  // Two batches of a row each, 4 and 2 tokens of at most 4; the second is padded.
  const batch = (position: number, mask: number[], logit: number) => ({
    positions: Uint32Array.of(position),
    inputs: { attention_mask: Int32Array.from(mask) },
    rows: 1,
    length: mask.length,
    logits: Float32Array.of(logit),
    modelMs: 30,
  });
  const app: ScoreRun = {
    scores: Float32Array.of(2, 1),
    elapsedMs: 70,
    batches: [batch(1, [1, 1, 1, 1], 1), batch(0, [1, 1, 0], 2)],
  };
  const search = { query: 'q', passages: ['short', 'a long one'] };
  const native = { run: async () => 20, close: async () => undefined };
  const measureAgainst = async (scores: number[]) => {
    const plain: PlainRun = { scores: Float32Array.from(scores), elapsedMs: 200, tokens: 8 };
    const { page } = fakePage({ score: () => app, scorePlain: () => plain });
    return measureSearches({ model, page, native, maxTokens: 4 }, [search, search], 1);
  };

  it('times every search in the app and natively, the first ones the plain way too', async () => {
    const common = { elapsedMs: 70, modelMs: 60, nativeMs: 20, pairTokens: [4, 2], paddedTokens: 7 };
    // The second pair fills the input and so is cut otherwise.
    expect(await measureAgainst([2.001, 7])).toEqual([
      { ...common, plain: { elapsedMs: 200, paddedTokens: 8 } },
      { ...common, plain: undefined },
    ]);
  });

  it('refuses to compare different work', async () => {
    await expect(measureAgainst([3, 1])).rejects.toThrow(
      'embedded: expected transformers.js to score whole pairs as the app does, found a difference of 1. ' +
        'The two did not do the same work.',
    );
  });
});

describe('measureMemory', () => {
  it('scores short pairs in a row in a new worker, and looks after a tenth of them and at the end', async () => {
    const { page, calls } = fakePage({ readInstruments: (call) => ({ wasmBytes: 50 * call }) });
    const searches = ['one', 'two'].map((query) => ({ query, passages: ['a b c d e f g', 'h'] }));
    expect(await measureMemory(page, model, searches, 2100, 2)).toEqual({
      pairs: 2100,
      early: { heapBytes: 1003, wasmBytes: 50 },
      late: { heapBytes: 1008, wasmBytes: 100 },
    });
    const scored = calls.filter(([method]) => method === 'timeScore');
    expect(scored.map(([, query, passages]) => [query, (passages as string[]).length])).toEqual([
      ['one', 210],
      ['one', 500],
      ['two', 500],
      ['one', 500],
      ['two', 390],
    ]);
    expect((scored[0][2] as string[]).slice(0, 3)).toEqual(['a b c d e f', 'h', 'a b c d e f']);
    expect(calls.slice(0, 2).map(([method]) => method)).toEqual(['restartWorker', 'openApp']);
  });
});

describe('measureWebgpu', () => {
  it('runs each length that fits once to warm up, and counts what pairs of many lengths ask for after that', async () => {
    const gpu = (call: number) => ({
      pipelines: 10 + call,
      shaders: 20 + call,
      launches: 100 * call,
      submissions: 30 * call,
      bytesReadBack: 8 * call,
    });
    const { page, calls } = fakePage({
      openApp: () => ({ maxTokens: 64, lengthBuckets: [32, 64, 128] }),
      readInstruments: (call) => ({ gpu: gpu(call) }),
    });
    const passages = [Array.from({ length: 99 }, (_, word) => `w${word}`).join(' ')];
    expect(await measureWebgpu(page, model, { query: 'q', passages }, 6, 2)).toEqual({
      pairs: 6,
      counts: { pipelines: 1, shaders: 1, launches: 100, submissions: 30, bytesReadBack: 8 },
    });
    const words = calls
      .filter(([method]) => method === 'timeScore')
      .map(([, , texts]) => (texts as string[]).map((text) => text.trim().split(' ').length));
    expect(words).toEqual([[28], [28, 28], [60], [60, 60], [4], [99, 12, 70], [99, 30]]);
  });
});
