import { describe, expect, test } from 'vitest';
import { architectureFiles } from '../testing/architectures.ts';
import { readJsonFile } from './model-files.ts';
import { readPairFrame, readTextFrame } from './special-tokens.ts';

const [A, B] = [0, 1];
const token = (id: string, type_id = 0) => ({ SpecialToken: { id, type_id } });
const text = (id: 'A' | 'B', type_id: number) => ({ Sequence: { id, type_id } });
const special_tokens = {
  '[CLS]': { id: '[CLS]', ids: [101], tokens: ['[CLS]'] },
  '[SEP]': { id: '[SEP]', ids: [102], tokens: ['[SEP]'] },
};
const template = {
  type: 'TemplateProcessing',
  single: [token('[CLS]'), text('A', A), token('[SEP]')],
  pair: [token('[CLS]'), text('A', A), token('[SEP]'), text('B', B), token('[SEP]', B)],
  special_tokens,
};
const bertPair = { before: [101], between: [102], after: [102], passageType: 1 };
const classic = { cls: ['<s>', 0], sep: ['</s>', 2] };

describe('tokenizers of the architectures', () => {
  const json = async (name: string) => readJsonFile(await architectureFiles(name), 'tokenizer.json');

  test.each([
    { name: 'bert', pair: { before: [2], between: [3], after: [3], passageType: 1 } },
    { name: 'roberta', pair: { before: [0], between: [2, 2], after: [2], passageType: 0 } },
    { name: 'xlm-roberta', pair: { before: [0], between: [2, 2], after: [2], passageType: 0 } },
    { name: 'deberta-v2', pair: { before: [1], between: [2], after: [2], passageType: 1 } },
    { name: 'modernbert', pair: { before: [396], between: [397], after: [397], passageType: 0 } },
  ])('$name', async ({ name, pair }) => {
    expect(readPairFrame(await json(name))).toEqual(pair);
    expect(readTextFrame(await json(name))).toEqual({ before: pair.before, after: pair.after });
  });

  test.each(['qwen3', 'static'])('%s adds none, and joins no texts', async (name) => {
    const tokenizerJson = await json(name);
    expect(readTextFrame(tokenizerJson)).toEqual({ before: [], after: [] });
    expect(() => readPairFrame(tokenizerJson)).toThrow(
      'tokenizer.json: expected a post-processor that joins two texts, found none. Choose a cross-encoder, or give ' +
        'the model a prompt.',
    );
  });
});

test.each([
  { title: 'template', processor: template, pair: bertPair },
  {
    title: 'template in a sequence',
    processor: { type: 'Sequence', processors: [{ type: 'ByteLevel' }, template] },
    pair: bertPair,
  },
  {
    title: 'several ids for one name',
    processor: {
      ...template,
      special_tokens: { ...special_tokens, '[SEP]': { ids: [102, 103] } },
    },
    pair: { before: [101], between: [102, 103], after: [102, 103], passageType: 1 },
  },
  {
    title: 'BertProcessing',
    processor: { type: 'BertProcessing', ...classic },
    pair: { before: [0], between: [2], after: [2], passageType: 1 },
  },
  {
    title: 'RobertaProcessing',
    processor: { type: 'RobertaProcessing', ...classic },
    pair: { before: [0], between: [2, 2], after: [2], passageType: 0 },
  },
])('$title', ({ processor, pair }) => {
  expect(readPairFrame({ post_processor: processor })).toEqual(pair);
  expect(readTextFrame({ post_processor: processor })).toEqual({ before: pair.before, after: pair.after });
});

test('a text with a token behind it only', () => {
  const processor = { ...template, single: [text('A', A), token('[SEP]')] };
  expect(readTextFrame({ post_processor: processor })).toEqual({ before: [], after: [102] });
});

test.each([
  { title: 'nothing said', tokenizerJson: {} },
  { title: 'null', tokenizerJson: { post_processor: null } },
  { title: 'a byte-level one', tokenizerJson: { post_processor: { type: 'ByteLevel' } } },
  {
    title: 'an empty sequence',
    tokenizerJson: { post_processor: { type: 'Sequence', processors: [] } },
  },
  {
    title: 'a template for one text',
    tokenizerJson: { post_processor: { ...template, pair: [token('[CLS]'), text('A', A), token('[SEP]')] } },
  },
  {
    title: 'a template without pairs',
    tokenizerJson: {
      post_processor: { type: 'TemplateProcessing', single: template.single, special_tokens },
    },
  },
])('$title: no pairs', ({ tokenizerJson }) => {
  expect(() => readPairFrame(tokenizerJson)).toThrow(
    'tokenizer.json: expected a post-processor that joins two texts, found none. Choose a cross-encoder, or give ' +
      'the model a prompt.',
  );
});
