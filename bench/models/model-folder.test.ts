import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDING_TOLERANCE, parseGolden, SCORE_TOLERANCE } from '../../src/encoders/golden.ts';
import { openModelFolder } from './model-folder.ts';
import { createPairScorer } from './pair-scores.ts';

const EMBEDDED = fileURLToPath(new URL('../../public/models', import.meta.url));

describe('the embedded models', () => {
  it('give the golden scores and vectors', async () => {
    const models = await openModelFolder(EMBEDDED, '--current', 1);
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

    const vectors = await models.dualEncoder.embed(golden.texts.map(({ text }) => text));
    const expected = golden.texts.flatMap(({ embedding }) => embedding);
    expect(vectors.data.length).toBe(expected.length);
    expected.forEach((value, i) => {
      expect(Math.abs(vectors.data[i] - value)).toBeLessThan(EMBEDDING_TOLERANCE);
    });
    await models.dispose();
  });
});

describe('a folder that is not as it should be', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xenn-models-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  it.each([
    { name: 'empty', files: {}, expected: 'a file {}/cross-encoder/config.json, found: none' },
    {
      name: 'a config that is no JSON',
      files: { 'cross-encoder/config.json': '' },
      expected: 'JSON in {}/cross-encoder/config.json, found: Unexpected end of JSON input',
    },
    {
      name: 'a config without the number of positions',
      files: { 'cross-encoder/config.json': '{"max_position_embeddings": "many"}' },
      expected:
        'a whole number above 0 as max_position_embeddings in {}/cross-encoder/config.json, found: "many"',
    },
    {
      name: 'no graph',
      files: { 'cross-encoder/config.json': '{"max_position_embeddings": 8}' },
      expected: 'a graph model.onnx, or a single other one, in {}/cross-encoder/onnx, found: none',
    },
    {
      name: 'two graphs of other names',
      files: {
        'cross-encoder/config.json': '{"max_position_embeddings": 8}',
        'cross-encoder/onnx/a.onnx': '',
        'cross-encoder/onnx/b.onnx': '',
      },
      expected:
        'a graph model.onnx, or a single other one, in {}/cross-encoder/onnx, found: none of that name and 2 others',
    },
  ])('is refused: $name', async ({ files, expected }) => {
    for (const [path, content] of Object.entries(files)) write(path, content);
    await expect(openModelFolder(folder, '--current', 1)).rejects.toThrow(
      `Expected ${expected.replace('{}', folder)}. Name the folder of the models with --current DIR. Such a folder ` +
        'holds cross-encoder/ and dual-encoder/, each with config.json and onnx/model.onnx (or one other .onnx file), ' +
        'the first also with tokenizer.json and tokenizer_config.json.',
    );
  });

  it('is refused: a graph that cannot be opened', async () => {
    cpSync(EMBEDDED, folder, { recursive: true });
    write('cross-encoder/onnx/model.onnx', 'no graph');
    await expect(openModelFolder(folder, '--current', 1)).rejects.toThrow(
      `${folder}/cross-encoder/onnx/model.onnx: expected an ONNX graph, found 8 bytes that cannot be opened: `,
    );
  });

  it('is refused: a graph without the output', async () => {
    cpSync(EMBEDDED, folder, { recursive: true });
    rmSync(join(folder, 'cross-encoder', 'onnx'), { recursive: true });
    cpSync(join(EMBEDDED, 'dual-encoder', 'onnx'), join(folder, 'cross-encoder', 'onnx'), {
      recursive: true,
    });
    await expect(openModelFolder(folder, '--current', 1)).rejects.toThrow(
      /: expected an output named logits, found .*sentence_embedding.*\. Export the graph again, or correct config\.json/,
    );
  });

  it('is refused when it runs: vectors of another width than the config says', async () => {
    cpSync(EMBEDDED, folder, { recursive: true });
    write('dual-encoder/config.json', '{"hidden_size": 7}');
    const models = await openModelFolder(folder, '--current', 1);
    await expect(models.dualEncoder.embed(['words'])).rejects.toThrow(
      /: expected an output of 1 x 7 float32, found 1 x \d+ float32\. Export the graph again, or correct config\.json beside it\.$/,
    );
    await models.dispose();
  });
});
