import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareEmbeddedCrossEncoder, readGolden, readPublicFile } from '../testing/node-encoders.ts';
import { readEmbeddedJson } from './embedded-files.ts';
import { TOKENIZER_FOLDER } from './models.ts';
import { createTokenizer, sharedTokenizers } from './tokenizer.ts';

const { tokenizer } = await prepareEmbeddedCrossEncoder();
const golden = await readGolden();
const [CLS, SEP] = [2, 3];

test('the special tokens of the vocabulary', () => {
  expect(tokenizer.padId).toBe(0);
  expect(['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map(tokenizer.idOf)).toEqual([0, 1, CLS, SEP]);
});

test.each(golden.texts)('golden text: $text', ({ text, ids }) => {
  expect([CLS, ...tokenizer.encode(text), SEP]).toEqual(ids);
});

// Python tokenizers 0.23.3 with "added_tokens" of the model's tokenizer.json emptied:
// Tokenizer.from_str(json).encode(text, add_special_tokens=False).ids
test.each([
  { text: '', ids: [] },
  { text: ' \t\n\r ', ids: [] },
  { text: 'TIDES\r\nthe', ids: [15799, 12013, 721] },
  { text: 'tides\u00a0the', ids: [15799, 12013, 721] },
  { text: '\ufefftides', ids: [15799, 12013] },
  { text: 'th\u0000e', ids: [721] },
  { text: 'a\fb', ids: [900] },
  { text: 'the [SEP] the', ids: [721, 37, 15326, 39, 721] },
  { text: 'café naïve 東京', ids: [1027, 7045, 15300, 1, 374] },
  { text: 'ΑΣ.Β', ids: [132, 601, 18, 133] },
  { text: 'İstanbul', ids: [755, 3266, 418, 10711] },
  { text: '3,520,031', ids: [23, 16, 7390, 427, 16, 9041, 437] },
  { text: "don't", ids: [2347, 11, 62] },
  { text: 'x'.repeat(101), ids: [1] },
  { text: '☕', ids: [1] },
])('ids of $text', ({ text, ids }) => {
  expect(tokenizer.encode(text)).toEqual(ids);
});

test('no text yields a special token other than [UNK]', () => {
  const special = fc.constantFrom('[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', ' ', 'a', '[', ']');
  fc.assert(
    fc.property(
      fc.array(special).map((parts) => parts.join('')),
      (text) => {
        expect(tokenizer.encode(text).filter((id) => id <= 4)).toEqual([]);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

test('a limit gives the beginning of the whole', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 30 }), fc.nat(60), (text, limit) => {
      expect(tokenizer.encode(text, limit)).toEqual(tokenizer.encode(text).slice(0, limit));
    }),
    { seed: 2, numRuns: 100 },
  );
});

test('encoding word by word gives what encoding the whole text gives', async () => {
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const readJson = (name: string) => readEmbeddedJson(TOKENIZER_FOLDER + name, readPublicFile);
  const whole = new Tokenizer(
    { ...(await readJson('tokenizer.json')), added_tokens: [] },
    await readJson('tokenizer_config.json'),
  );
  const awkward = fc.constantFrom(
    ' ',
    '\t',
    '\n',
    '\r',
    '\f',
    '\v',
    '\u00a0',
    '\u2003',
    '\u200b',
    '\ufeff',
    '\u0301',
    'Σ',
    'ΑΣ',
    '.',
    "'",
    'ß',
    'İ',
    'é',
    '東',
    '京',
    '☕',
    '👍',
    '\ud83d',
    'don',
    'Tides',
    '3,520',
    '-',
    '[SEP]',
  );
  const text = fc
    .array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 4 })))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (sample) => {
      expect(tokenizer.encode(sample)).toEqual(whole.encode(sample, { add_special_tokens: false }).ids);
    }),
    { seed: 3, numRuns: 400 },
  );
});

test('special tokens are recognised in a prompt, and none is added', () => {
  expect(tokenizer.encodePrompt('[CLS] the [SEP]')).toEqual([CLS, 721, SEP]);
});

describe('another vocabulary', () => {
  const model = { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[PAD]': 0, '[UNK]': 1, '[CLS]': 2 } };
  const json = {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: null,
    model,
  };
  const message = (token: string) =>
    `tokenizer.json: expected the token ${token} in the vocabulary, found none. Use the files of one and the same model.`;

  test('without a token that is asked for', () => {
    const { idOf } = createTokenizer(json, {});
    expect(idOf('[CLS]')).toBe(2);
    expect(() => idOf('[SEP]')).toThrow(message('[SEP]'));
  });

  test.each([
    { padToken: undefined, padId: 0 },
    { padToken: '[CLS]', padId: 2 },
    { padToken: { content: '[UNK]' }, padId: 1 },
  ])('with the padding token $padToken', ({ padToken, padId }) => {
    expect(createTokenizer(json, padToken === undefined ? {} : { pad_token: padToken }).padId).toBe(padId);
  });

  test('without the padding token that the configuration names', () => {
    expect(() => createTokenizer(json, { pad_token: '<pad>' })).toThrow(message('<pad>'));
  });
});

test('models with equal files share one tokenizer, others do not', async () => {
  const make = sharedTokenizers();
  const readFile = (name: string) => readEmbeddedJson(TOKENIZER_FOLDER + name, readPublicFile);
  const files = async () =>
    [await readFile('tokenizer.json'), await readFile('tokenizer_config.json')] as const;
  const first = make(...(await files()));
  expect(make(...(await files()))).toBe(first);
  const [json, config] = await files();
  expect(make(json, { ...config, pad_token: '[UNK]' })).not.toBe(first);
});
