import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { EMBEDDING_TOLERANCE, parseGolden, SCORE_TOLERANCE } from '../../src/encoders/golden.ts';
import { CROSS_ENCODER, DUAL_ENCODER } from '../../src/encoders/models.ts';
import { openModelFolder } from './model-folder.ts';
import { createPairScorer } from './pair-scores.ts';

const EMBEDDED = fileURLToPath(new URL('../../public/models', import.meta.url));

it('gives the golden scores and vectors of the embedded models, and says which they are', async () => {
  const models = await openModelFolder(EMBEDDED, 1);
  expect(models.identity).toEqual({
    crossEncoder: {
      file: 'cross-encoder/onnx/model_fp16.onnx',
      bytes: CROSS_ENCODER.weightsBytes,
      sha256: CROSS_ENCODER.weightsHash,
    },
    dualEncoder: {
      file: 'dual-encoder/onnx/model_int8.onnx',
      bytes: DUAL_ENCODER.weightsBytes,
      sha256: DUAL_ENCODER.weightsHash,
    },
  });
  const golden = parseGolden(JSON.parse(readFileSync(join(EMBEDDED, 'golden.json'), 'utf8')));
  const { pairs } = golden;
  const score = createPairScorer(
    models,
    pairs.map(({ query }) => query),
    pairs.map(({ passage }) => passage),
  );
  const { scores } = await score(pairs.map((_, position) => ({ query: position, docRow: position })));
  pairs.forEach(({ logit }, position) => {
    expect(Math.abs(scores[position] - logit)).toBeLessThan(SCORE_TOLERANCE.wasm);
  });

  const vectors = await models.dualEncoder.embed(
    golden.texts.map(({ text }) => text),
    'passage',
  );
  const expected = golden.texts.flatMap(({ embedding }) => embedding);
  expect(vectors.data.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(vectors.data[i] - value)).toBeLessThan(EMBEDDING_TOLERANCE);
  });
  await models.dispose();
});

it('refuses a folder that is laid out otherwise', async () => {
  const folder = join(EMBEDDED, 'dual-encoder');
  const missing = join(folder, 'cross-encoder');
  await expect(openModelFolder(folder, 1)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      `Expected a folder with the files of a model, found: ENOENT: no such file or directory, scandir '${missing}'. ` +
      'Name a folder that holds config.json and tokenizer.json.',
  });
});
