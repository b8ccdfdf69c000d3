import { beforeAll, describe, expect, test } from 'vitest';
import { embedTokens } from '../core/static-embedding.ts';
import { expectAllClose } from '../testing/all-close.ts';
import {
  configureNodeRuntime,
  prepareEmbeddedCrossEncoder,
  prepareEmbeddedDualEncoder,
  readGolden,
} from '../testing/node-encoders.ts';
import { prepareTinyDualEncoder } from '../testing/tiny-encoders.ts';
import type { PreparedDualEncoder } from './prepare-model.ts';
import { openSession } from './session.ts';
import { startDualEncoder } from './start-dual-encoder.ts';
import { hasTokenTable, readTokenTable } from './static-tokens.ts';

beforeAll(configureNodeRuntime);

const golden = await readGolden();
const embedded = await prepareEmbeddedDualEncoder();

const start = (model: PreparedDualEncoder) =>
  startDualEncoder({
    model,
    hash: 'abc',
    open: openSession,
    texts: ['tides', 'bread'],
    check: async () => undefined,
    onNotice: () => undefined,
  });

describe.each([
  ['embedded', async () => embedded, 256],
  ['tiny', prepareTinyDualEncoder, 16],
] as const)('the %s dual-encoder', (_, prepare, dimension) => {
  test('gives the vectors that its table gives', async () => {
    const { encoder, dispose } = await start(await prepare());
    const tokens = await encoder.staticTokens?.();
    if (!tokens) return expect.fail('Expected static tokens, found none.');
    const { table, encode } = tokens;
    expect(table.cols).toBe(dimension);
    const texts = [
      ...golden.texts.map(({ text }) => text),
      '',
      '☕',
      'the ☕ tides',
      'the tides '.repeat(200),
    ];
    for (const role of ['query', 'passage'] as const) {
      const { data } = await encoder.embed(texts, role);
      expectAllClose(embedTokens(table, encode(texts, role)).data, data, 1e-6);
    }
    expect(encode([''], 'query')).toEqual([new Uint32Array()]);
    expect(encode(['the '.repeat(5000)], 'query')[0]).toHaveLength(4096);
    await dispose();
  });
});

describe('another graph', () => {
  test('has no table', async () => {
    const { graph } = await (await prepareEmbeddedCrossEncoder()).readGraph();
    expect(hasTokenTable(graph)).toBe(false);
    expect(() => readTokenTable(graph, 'other')).toThrow(
      'other: expected a table of token vectors, found another graph. Choose the embedded dual-encoder.',
    );
  });

  test('makes a dual-encoder without static tokens', async () => {
    const { graph } = await embedded.readGraph();
    // Another name for the scales, in the graph and in its nodes: the same vectors, but nothing that is known here.
    const renamed = replaceAll(graph, 'scale', 'skale');
    const model = { ...embedded, readGraph: async () => ({ name: 'x', graph: renamed, externalData: [] }) };
    const { encoder, dispose } = await start(model);
    expect(encoder).not.toHaveProperty('staticTokens');
    await dispose();
  });

  test.each([0, 1, 100, 5000, 4_000_000])(
    'cut off after %d bytes has none, and reading it ends',
    async (end) => {
      const { graph } = await embedded.readGraph();
      expect(hasTokenTable(graph.subarray(0, end))).toBe(false);
    },
  );
});

test('a file that is not ONNX has none', () => {
  expect(hasTokenTable(new TextEncoder().encode('<!doctype html><title>Not found</title>'))).toBe(false);
  expect(hasTokenTable(new Uint8Array(64).fill(255))).toBe(false);
});

function replaceAll(bytes: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  const changed = new Uint8Array(bytes);
  const [wanted, written] = [from, to].map((text) => new TextEncoder().encode(text));
  for (let i = 0; i + wanted.length <= changed.length; i++) {
    if (wanted.every((byte, offset) => changed[i + offset] === byte)) changed.set(written, i);
  }
  return changed;
}
