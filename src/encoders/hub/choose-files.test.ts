import { describe, expect, it } from 'vitest';
import { chooseFiles } from './choose-files.ts';

function listing(name: string, sizes: Readonly<Record<string, number>>) {
  return { name, files: Object.entries(sizes).map(([path, bytes]) => ({ path, bytes })) };
}

/** Files and sizes as these repositories showed them, rounded. */
const REPOSITORIES = {
  'cross-encoder/ms-marco-TinyBERT-L2-v2': {
    '.gitattributes': 1200,
    'README.md': 4500,
    'config.json': 800,
    'flax_model.msgpack': 17.5e6,
    'model.safetensors': 17.5e6,
    'onnx/model.onnx': 17.6e6,
    'onnx/model_O1.onnx': 17.6e6,
    'onnx/model_O2.onnx': 17.6e6,
    'onnx/model_O3.onnx': 17.6e6,
    'onnx/model_O4.onnx': 8.81e6,
    'onnx/model_qint8_arm64.onnx': 4.52e6,
    'onnx/model_qint8_avx512.onnx': 4.52e6,
    'onnx/model_qint8_avx512_vnni.onnx': 4.52e6,
    'onnx/model_quint8_avx2.onnx': 4.52e6,
    'openvino/openvino_model.bin': 17.5e6,
    'special_tokens_map.json': 132,
    'tokenizer.json': 711_000,
    'tokenizer_config.json': 1330,
    'vocab.txt': 232_000,
  },
  'onnx-community/gte-multilingual-reranker-base': {
    'README.md': 577,
    'config.json': 1580,
    'onnx/model.onnx': 1.26e9,
    'onnx/model_bnb4.onnx': 869e6,
    'onnx/model_fp16.onnx': 629e6,
    'onnx/model_int8.onnx': 341e6,
    'onnx/model_q4.onnx': 876e6,
    'onnx/model_q4f16.onnx': 466e6,
    'onnx/model_quantized.onnx': 341e6,
    'onnx/model_uint8.onnx': 341e6,
    'quantize_config.json': 283,
    'special_tokens_map.json': 964,
    'tokenizer.json': 17.1e6,
    'tokenizer_config.json': 1340,
  },
  'someone/bge-reranker-v2-m3-onnx': {
    'config.json': 777,
    'onnx/model.onnx': 657_000,
    'onnx/model.onnx_data': 2.27e9,
    'onnx/model_fp16.onnx': 700_000,
    'onnx/model_fp16.onnx_data': 1.1e9,
    'onnx/model_fp16.onnx_data_1': 0.03e9,
    'onnx/model_quantized.onnx': 571e6,
    'tokenizer.json': 17.1e6,
  },
  'onnx-community/Qwen3-Reranker-0.6B-ONNX': {
    'config.json': 1000,
    'generation_config.json': 200,
    'onnx/model_q4.onnx': 900e6,
    'onnx/model_quantized.onnx': 600e6,
    'tokenizer.json': 11.4e6,
    'tokenizer_config.json': 9700,
  },
  'a folder of Optimum': {
    'config.json': 783,
    'model.onnx': 116_000,
    'model.onnx.data': 1.14e9,
    'ort_config.json': 1200,
    'tokenizer.json': 17.1e6,
  },
  'a dual-encoder': {
    '1_Pooling/config.json': 190,
    'config.json': 743,
    'config_sentence_transformers.json': 124,
    'modules.json': 349,
    'onnx/model.onnx': 133e6,
    'sentence_bert_config.json': 52,
    'special_tokens_map.json': 125,
    'tokenizer.json': 711_000,
    'tokenizer_config.json': 366,
  },
};

type RepositoryName = keyof typeof REPOSITORIES;

function choose(name: RepositoryName) {
  return chooseFiles(listing(name, REPOSITORIES[name]));
}

describe('chooseFiles', () => {
  it.each<[RepositoryName, string[], string | undefined]>([
    [
      'cross-encoder/ms-marco-TinyBERT-L2-v2',
      ['fp32', 'fp32 (O1)', 'fp32 (O2)', 'fp32 (O3)', 'fp16 (O4)', 'int8 (arm64)', 'int8 (avx512)'].concat(
        'int8 (avx512_vnni)',
        'int8 (avx2)',
      ),
      'onnx/model.onnx',
    ],
    [
      'onnx-community/gte-multilingual-reranker-base',
      ['fp32', 'fp16', 'q4f16', 'q4', 'bnb4', 'int8', 'int8', 'int8'],
      'onnx/model.onnx',
    ],
    ['someone/bge-reranker-v2-m3-onnx', ['fp32', 'fp16', 'int8'], 'onnx/model_fp16.onnx'],
    ['onnx-community/Qwen3-Reranker-0.6B-ONNX', ['q4', 'int8'], 'onnx/model_q4.onnx'],
    ['a folder of Optimum', ['fp32'], 'model.onnx'],
    ['a dual-encoder', ['fp32'], 'onnx/model.onnx'],
  ])('offers the graphs of %s, most exact first', (name, labels, recommended) => {
    const variants = choose(name);
    expect(variants.map(({ label }) => label)).toEqual(labels);
    expect(variants.filter((variant) => variant.recommended).map(({ weightsPath }) => weightsPath)).toEqual([
      recommended,
    ]);
  });

  it.each<[RepositoryName, string, string[]]>([
    [
      'cross-encoder/ms-marco-TinyBERT-L2-v2',
      'onnx/model_O4.onnx',
      [
        'config.json',
        'tokenizer.json',
        'tokenizer_config.json',
        'special_tokens_map.json',
        'onnx/model_O4.onnx',
      ],
    ],
    [
      'someone/bge-reranker-v2-m3-onnx',
      'onnx/model.onnx',
      ['config.json', 'tokenizer.json', 'onnx/model.onnx', 'onnx/model.onnx_data'],
    ],
    [
      'someone/bge-reranker-v2-m3-onnx',
      'onnx/model_fp16.onnx',
      [
        'config.json',
        'tokenizer.json',
        'onnx/model_fp16.onnx',
        'onnx/model_fp16.onnx_data',
        'onnx/model_fp16.onnx_data_1',
      ],
    ],
    ['a folder of Optimum', 'model.onnx', ['config.json', 'tokenizer.json', 'model.onnx', 'model.onnx.data']],
    [
      'a dual-encoder',
      'onnx/model.onnx',
      [
        'config.json',
        'tokenizer.json',
        'tokenizer_config.json',
        'special_tokens_map.json',
        'modules.json',
        'sentence_bert_config.json',
        'config_sentence_transformers.json',
        '1_Pooling/config.json',
        'onnx/model.onnx',
      ],
    ],
  ])('takes of %s for %s what it needs', (name, weightsPath, paths) => {
    const variant = choose(name).find((each) => each.weightsPath === weightsPath);
    const sizes: Readonly<Record<string, number>> = REPOSITORIES[name];
    expect(variant?.files.map(({ path }) => path)).toEqual(paths);
    expect(variant?.bytes).toBe(paths.reduce((sum, path) => sum + sizes[path], 0));
  });

  it('keeps the hashes of the listing', () => {
    const files = [
      { path: 'config.json', bytes: 1 },
      { path: 'tokenizer.json', bytes: 2 },
      { path: 'onnx/model.onnx', bytes: 3, sha256: 'abc' },
    ];
    expect(chooseFiles({ name: 'a/b', files })[0].files).toEqual(files);
  });

  it('recommends none of graphs that all need care', () => {
    const files = listing('a/b', { 'config.json': 1, 'tokenizer.json': 1, 'onnx/model_quantized.onnx': 1 });
    expect(chooseFiles(files).map(({ recommended }) => recommended)).toEqual([false]);
  });

  it.each([
    [
      { 'config.json': 1, 'model.safetensors': 1, 'pytorch_model.bin': 1, 'tokenizer.json': 1 },
      "Expected an ONNX graph in a/b, at the top or in 'onnx/', found model.safetensors, pytorch_model.bin. " +
        "Look for a converted copy (often under 'onnx-community' or 'Xenova'), or convert it with Optimum and " +
        'install it from a folder.',
    ],
    [
      { 'config.json': 1, 'tokenizer.json': 1, 'exports/cpu/model.onnx': 1 },
      "Expected an ONNX graph in a/b, at the top or in 'onnx/', found exports/cpu/model.onnx. " +
        "Look for a converted copy (often under 'onnx-community' or 'Xenova'), or convert it with Optimum and " +
        'install it from a folder.',
    ],
    [
      { 'README.md': 1 },
      "Expected an ONNX graph in a/b, at the top or in 'onnx/', found no weights at all. " +
        "Look for a converted copy (often under 'onnx-community' or 'Xenova'), or convert it with Optimum and " +
        'install it from a folder.',
    ],
    [
      { 'config.json': 1, 'onnx/model.onnx': 1, 'vocab.txt': 1 },
      'Expected tokenizer.json in a/b, found config.json, vocab.txt. ' +
        'Save the model with a fast tokenizer (save_pretrained writes both files) and install it from a folder.',
    ],
    [
      { 'model.onnx': 1 },
      'Expected config.json and tokenizer.json in a/b, found no file of that kind. ' +
        'Save the model with a fast tokenizer (save_pretrained writes both files) and install it from a folder.',
    ],
    [
      Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [`${name}.gguf`, 1])),
      "Expected an ONNX graph in a/b, at the top or in 'onnx/', found a.gguf, b.gguf, c.gguf, d.gguf, e.gguf " +
        "and 2 more. Look for a converted copy (often under 'onnx-community' or 'Xenova'), or convert it with " +
        'Optimum and install it from a folder.',
    ],
  ])('refuses %j', (sizes, message) => {
    expect(() => chooseFiles(listing('a/b', sizes as Record<string, number>))).toThrow(message);
  });
});
