/** The same body on both backends, in a real browser, with the files as the application serves them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTHING_INSTALLED } from '../testing/nothing-installed.ts';
import { readEmbeddedJson, readFilesFrom } from './embedded-files.ts';
import { EMBEDDING_TOLERANCE, type Golden, parseGolden, SCORE_TOLERANCE } from './golden.ts';
import { findAdapter } from './gpu-adapter.ts';
import { type LoadOptions, loadEncoders } from './load-encoders.ts';
import { CROSS_ENCODER, GOLDEN_PATH } from './models.ts';
import { runtimeFiles } from './runtime-files.ts';
import { configureRuntime, openSession } from './session.ts';
import type { StartedEncoders } from './start-encoders.ts';

const baseUrl = new URL('/', location.href).href;
/** In this page itself, where the app has workers. */
const IN_THIS_PAGE: LoadOptions = {
  ...NOTHING_INSTALLED,
  baseUrl,
  sessionsWith: (threads) => {
    // A page has one runtime: the one for both backends.
    configureRuntime(runtimeFiles.webgpu, threads);
    return openSession;
  },
};
let golden: Golden;
beforeAll(async () => {
  golden = parseGolden(await readEmbeddedJson(GOLDEN_PATH, readFilesFrom(baseUrl)));
});

describe.each(['wasm', 'webgpu'] as const)('%s', (backend) => {
  let encoders: StartedEncoders;
  beforeAll(async () => {
    encoders = await loadEncoders({ ...IN_THIS_PAGE, forced: backend });
  });
  afterAll(() => encoders?.dispose());

  test('is used, and its trial was right', () => {
    const report = encoders.report();
    expect(report).toMatchObject({ backend, forced: true });
    expect(report.trials).toEqual([
      {
        backend,
        pairsPerSecond: expect.any(Number),
        tokensPerSecond: expect.any(Number),
        maxScoreError: expect.any(Number),
        rankCorrelation: 1,
      },
    ]);
    expect(report.trials[0].maxScoreError).toBeLessThan(SCORE_TOLERANCE[backend]);
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
  });

  test('a score does not depend on its batch-mates', async () => {
    const [{ query, passage }] = golden.pairs;
    const others = golden.pairs.slice(9, 12).map((pair) => pair.passage);
    const [alone] = await encoders.crossEncoder.score(query, [passage]);
    const together = await encoders.crossEncoder.score(query, [...others, passage]);
    expect(Math.abs(together[3] - alone)).toBeLessThan(1e-5);
  });

  test('embeds the golden texts', async () => {
    const { data } = await encoders.dualEncoder.embed(
      golden.texts.map(({ text }) => text),
      'passage',
    );
    const expected = golden.texts.flatMap(({ embedding }) => embedding);
    const errors = expected.map((value, i) => Math.abs(data[i] - value));
    expect(Math.max(...errors)).toBeLessThan(EMBEDDING_TOLERANCE);
  });
});

test('left to itself, it takes a GPU that is faster, and not a software adapter', async () => {
  const adapter = await findAdapter();
  const encoders = await loadEncoders(IN_THIS_PAGE);
  const report = encoders.report();
  await encoders.dispose();
  if (adapter && !adapter.software) {
    const fastest = report.trials.toSorted((a, b) => (b.pairsPerSecond ?? 0) - (a.pairsPerSecond ?? 0))[0];
    expect(report).toMatchObject({ backend: fastest.backend, adapter: adapter.description, forced: false });
    return;
  }
  expect(report).toMatchObject({ backend: 'wasm', adapter: 'google swiftshader', forced: false });
  expect(report.threads).toBeGreaterThan(1);
  expect(report.reason).toBe(
    `WebAssembly on ${report.threads} threads: WebGPU cannot be used, because the only GPU adapter ` +
      '(google swiftshader) is a software one: it computes on the processor too, so it is only tried when chosen by hand.',
  );
});
