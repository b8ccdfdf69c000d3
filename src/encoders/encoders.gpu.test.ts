/** The same body on both backends, in a real browser, with the files as the application serves them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMBEDDING_TOLERANCE, type Golden, parseGolden, SCORE_TOLERANCE } from './golden.ts';
import { loadEncoders } from './load-encoders.ts';
import { loadJson, readFilesFrom } from './model-files.ts';
import { CROSS_ENCODER, GOLDEN_PATH } from './models.ts';
import type { LoadedEncoders } from './start-encoders.ts';

const baseUrl = new URL('/', location.href).href;
let golden: Golden;
beforeAll(async () => {
  golden = parseGolden(await loadJson(GOLDEN_PATH, readFilesFrom(baseUrl)));
});

describe.each(['wasm', 'webgpu'] as const)('%s', (backend) => {
  let encoders: LoadedEncoders;
  beforeAll(async () => {
    encoders = await loadEncoders({ baseUrl, forced: backend });
  }, 120_000);
  afterAll(() => encoders?.dispose());

  test('is used, and its trial was right', () => {
    expect(encoders.report).toMatchObject({ backend, forced: true });
    expect(encoders.report.trials).toEqual([
      {
        backend,
        pairsPerSecond: expect.any(Number),
        tokensPerSecond: expect.any(Number),
        maxScoreError: expect.any(Number),
      },
    ]);
    expect(encoders.report.trials[0].maxScoreError).toBeLessThan(SCORE_TOLERANCE[backend]);
    expect(encoders.crossEncoder.identity.hash).toBe(CROSS_ENCODER.weightsHash);
  });

  test('scores golden pairs of every length up to a bucket, in padded batches', async () => {
    const queries = new Set(golden.pairs.slice(0, 9).map(({ query }) => query));
    for (const query of queries) {
      const pairs = golden.pairs.filter((pair) => pair.query === query);
      const scores = await encoders.crossEncoder.score(
        query,
        pairs.map(({ passage }) => passage),
      );
      pairs.forEach(({ logit }, i) => {
        expect(Math.abs(scores[i] - logit)).toBeLessThan(SCORE_TOLERANCE[backend]);
      });
    }
  }, 120_000);

  test('a score does not depend on its batch-mates', async () => {
    const [{ query, passage }] = golden.pairs;
    const others = golden.pairs.slice(9, 12).map((pair) => pair.passage);
    const [alone] = await encoders.crossEncoder.score(query, [passage]);
    const together = await encoders.crossEncoder.score(query, [...others, passage]);
    expect(Math.abs(together[3] - alone)).toBeLessThan(1e-5);
  }, 120_000);

  test('embeds the golden texts', async () => {
    const { data } = await encoders.dualEncoder.embed(golden.texts.map(({ text }) => text));
    const expected = golden.texts.flatMap(({ embedding }) => embedding);
    const errors = expected.map((value, i) => Math.abs(data[i] - value));
    expect(Math.max(...errors)).toBeLessThan(EMBEDDING_TOLERANCE);
  });
});

test('left to itself, it does not take the software adapter of this test browser', async () => {
  const { report, dispose } = await loadEncoders({ baseUrl });
  await dispose();
  expect(report).toMatchObject({ backend: 'wasm', adapter: 'google swiftshader', forced: false });
  expect(report.threads).toBeGreaterThan(1);
  expect(report.reason).toBe(
    `WebAssembly on ${report.threads} threads: WebGPU cannot be used, because the only GPU adapter ` +
      '(google swiftshader) is a software one: it computes on the processor too, so it is only tried when chosen by hand.',
  );
}, 60_000);
