import { Tokenizer } from '@huggingface/tokenizers';
import { XennError } from '../core/errors.ts';

export interface TextTokenizer {
  /** What rows are filled up with; masked, so any token would do. */
  readonly padId: number;
  /**
   * Token ids of a text, special tokens neither added nor recognised: "[SEP]" in a text is a bracket, a
   * word and a bracket. Stops after `maxTokens`.
   */
  encode(text: string, maxTokens?: number): number[];
  /** Token ids of a part of a prompt: special tokens are recognised, none is added. */
  encodePrompt(text: string): number[];
  /** Throws EncoderError for a token that the vocabulary does not hold. */
  idOf(token: string): number;
}

/** Words seen before are looked up; the table starts over at this size, about 20 MiB. */
const CACHED_WORDS = 200_000;

/** What is read here of tokenizer.json. */
interface TokenizerJson {
  readonly added_tokens?: readonly {
    readonly id: number;
    readonly content: string;
    readonly special?: boolean;
  }[];
  readonly model?: { readonly type?: string; readonly vocab?: unknown };
  readonly normalizer?: { readonly type: string } | null;
  readonly pre_tokenizer?: { readonly type: string } | null;
}

export type MakeTokenizer = (tokenizerJson: object, tokenizerConfig: object) => TextTokenizer;

/**
 * As `createTokenizer`, but one tokenizer for equal files: models that share theirs then also share the words that were
 * seen before. Holds on to the files, so it is for the time of loading.
 */
export function sharedTokenizers(): MakeTokenizer {
  const made = new Map<string, TextTokenizer>();
  return (tokenizerJson, tokenizerConfig) => {
    const key = JSON.stringify([tokenizerJson, tokenizerConfig]);
    const tokenizer = made.get(key) ?? createTokenizer(tokenizerJson, tokenizerConfig);
    made.set(key, tokenizer);
    return tokenizer;
  };
}

/** A tokenizer from the parsed tokenizer.json and tokenizer_config.json of a model. */
export function createTokenizer(tokenizerJson: TokenizerJson, tokenizerConfig: object): TextTokenizer {
  const plain = new Tokenizer(withoutSpecialTokens(tokenizerJson), tokenizerConfig);
  // A vocabulary of 250,000 tokens takes seconds and 128 MiB: the second one is made for a prompt only.
  let withSpecialTokens: Tokenizer | undefined;
  const idsOf = (tokenizer: Tokenizer, text: string): number[] =>
    tokenizer.encode(text, { add_special_tokens: false }).ids;
  const encodeText = readsWordByWord(tokenizerJson)
    ? byWords((word) => idsOf(plain, word))
    : (text: string, maxTokens: number) => idsOf(plain, text).slice(0, maxTokens);
  const idOf = (token: string): number => {
    const added = tokenizerJson.added_tokens?.find(({ content }) => content === token);
    const id = added?.id ?? plain.token_to_id(token);
    if (id !== undefined) return id;
    throw new XennError(
      'EncoderError',
      `tokenizer.json: expected the token ${token} in the vocabulary, found none. Use the files of one and the same model.`,
    );
  };
  const { pad_token: padToken } = tokenizerConfig as { pad_token?: string | { content: string } | null };
  return {
    padId: padToken ? idOf(typeof padToken === 'string' ? padToken : padToken.content) : 0,
    encode: (text, maxTokens = Number.POSITIVE_INFINITY) => encodeText(text, maxTokens),
    encodePrompt: (text) => {
      withSpecialTokens ??= new Tokenizer(tokenizerJson, tokenizerConfig);
      return idsOf(withSpecialTokens, text);
    },
    idOf,
  };
}

/**
 * Nothing in a text is a special token then. Other added tokens, such as ModernBERT's runs of spaces, are part of
 * the language and stay. A Unigram vocabulary lists special tokens among its pieces, with the best of scores: there
 * they become the empty piece, which no text holds.
 */
function withoutSpecialTokens(tokenizerJson: TokenizerJson): TokenizerJson {
  const { added_tokens: added = [], model } = tokenizerJson;
  const others = added.filter(({ special }) => !special);
  if (model?.type !== 'Unigram') return { ...tokenizerJson, added_tokens: others };
  const names = new Set(added.filter(({ special }) => special).map(({ content }) => content));
  const vocab = (model.vocab as [piece: string, score: number][]).map(([piece, score]) => [
    names.has(piece) ? '' : piece,
    score,
  ]);
  return { ...tokenizerJson, added_tokens: others, model: { ...model, vocab } };
}

/** BERT's normaliser and splitter never look across a space, a tab or a line end. */
function readsWordByWord({
  normalizer,
  pre_tokenizer: splitter,
  added_tokens: added = [],
}: TokenizerJson): boolean {
  return (
    splitter?.type === 'BertPreTokenizer' &&
    (!normalizer || normalizer.type === 'BertNormalizer') &&
    added.every(({ special }) => special)
  );
}

/**
 * Encodes each distinct word once. A scientific abstract repeats most of its words: that is several times faster
 * than encoding the text as a whole.
 */
function byWords(idsOfWord: (word: string) => number[]) {
  const cache = new Map<string, readonly number[]>();
  const cachedIdsOf = (word: string): readonly number[] => {
    const known = cache.get(word);
    if (known) return known;
    const ids = idsOfWord(word);
    if (cache.size >= CACHED_WORDS) cache.clear();
    cache.set(word, ids);
    return ids;
  };
  return (text: string, maxTokens: number): number[] => {
    const ids: number[] = [];
    for (const word of text.split(/[ \t\n\r]+/)) {
      if (ids.length >= maxTokens) break;
      for (const id of cachedIdsOf(word)) ids.push(id);
    }
    if (ids.length > maxTokens) ids.length = maxTokens;
    return ids;
  };
}
