import { Tokenizer } from '@huggingface/tokenizers';
import { XennError } from '../core/errors.ts';

export interface SpecialIds {
  readonly pad: number;
  readonly unknown: number;
  readonly start: number; // [CLS]
  readonly separator: number; // [SEP]
}

export interface TextTokenizer {
  readonly specialIds: SpecialIds;
  /**
   * Token ids of a text, special tokens neither added nor recognised: "[SEP]" in a text is a bracket, a
   * word and a bracket. Stops after `maxTokens`.
   */
  encode(text: string, maxTokens?: number): number[];
}

/** Words seen before are looked up; the table starts over at this size, about 20 MiB. */
const CACHED_WORDS = 200_000;

/**
 * A lower-casing BERT WordPiece tokenizer from the parsed tokenizer.json and tokenizer_config.json.
 * Throws EncoderError when a special token is not in the vocabulary.
 *
 * Its normaliser and its splitter never look across a space, a tab or a line end, so a text is encoded
 * word by word and each distinct word once. A scientific abstract repeats most of its words: that is
 * several times faster than encoding the text as a whole.
 */
export function createTokenizer(tokenizerJson: object, tokenizerConfig: object): TextTokenizer {
  // Without its table of added tokens the tokenizer has nothing that it could recognise inside a text.
  const tokenizer = new Tokenizer({ ...tokenizerJson, added_tokens: [] }, tokenizerConfig);
  const cache = new Map<string, readonly number[]>();

  const idsOfWord = (word: string): readonly number[] => {
    const known = cache.get(word);
    if (known) return known;
    const { ids } = tokenizer.encode(word, { add_special_tokens: false });
    if (cache.size >= CACHED_WORDS) cache.clear();
    cache.set(word, ids);
    return ids;
  };

  return {
    specialIds: {
      pad: specialId(tokenizer, '[PAD]'),
      unknown: specialId(tokenizer, '[UNK]'),
      start: specialId(tokenizer, '[CLS]'),
      separator: specialId(tokenizer, '[SEP]'),
    },
    encode: (text, maxTokens = Number.POSITIVE_INFINITY) => {
      const ids: number[] = [];
      for (const word of text.split(/[ \t\n\r]+/)) {
        if (ids.length >= maxTokens) break;
        for (const id of idsOfWord(word)) ids.push(id);
      }
      if (ids.length > maxTokens) ids.length = maxTokens;
      return ids;
    },
  };
}

function specialId(tokenizer: Tokenizer, token: string): number {
  const id = tokenizer.token_to_id(token);
  if (id !== undefined) return id;
  throw new XennError(
    'EncoderError',
    `tokenizer.json: expected the special token ${token} in the vocabulary, found none. Reload the page.`,
  );
}
