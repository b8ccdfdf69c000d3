import { XennError } from '../core/errors.ts';
import type { PairPrompt } from '../core/model-settings.ts';
import type { ModelInputs } from './graph-inputs.ts';
import type { PairFrame } from './special-tokens.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** One input of the cross-encoder: the frame's tokens around query and passage. */
export interface Pair {
  readonly ids: readonly number[];
  /** Position of the passage's first token: the token type changes there. */
  readonly passageStart: number;
}

/** How pairs are made for one model. */
export interface PairFormat {
  readonly frame: PairFrame;
  /** Ordinary text around each of the two; empty unless the model wants a prompt. */
  readonly query: Surroundings;
  readonly passage: Surroundings;
  readonly maxTokens: number;
  /** Tokens of every pair whatever query and passage are: special ones and a prompt's. */
  readonly fixedTokens: number;
  /** Of a query at most half of the room there is, so that a very long one leaves some to what is to be judged. */
  readonly mostQueryTokens: number;
  readonly padId: number;
}

interface Surroundings {
  readonly before: string;
  readonly after: string;
}

const NOTHING: Surroundings = { before: '', after: '' };

/** A prompt must leave this much of the input to query and passage. */
const LEAST_ROOM_TOKENS = 32;

/** The format of a model that joins the two by special tokens alone. */
export function plainFormat(frame: PairFrame, maxTokens: number, padId: number): PairFormat {
  return {
    frame,
    query: NOTHING,
    passage: NOTHING,
    maxTokens,
    fixedTokens: specialTokens(frame),
    mostQueryTokens: Math.floor(maxTokens / 2),
    padId,
  };
}

/**
 * The format of a model that wants a prompt. What stands around the query is encoded together with it, as in the
 * model's training: the tokens of "?\n" are not those of "?" and of "\n". Throws EncoderError for a prompt that leaves
 * no room.
 */
export function promptFormat(
  { start, query, passage, end }: PairPrompt,
  tokenizer: TextTokenizer,
  maxTokens: number,
): PairFormat {
  const frame = {
    before: tokenizer.encodePrompt(start),
    between: [],
    after: tokenizer.encodePrompt(end),
    passageType: 0,
  };
  const texts = { query: around(query, '{query}'), passage: around(passage, '{passage}') };
  const fixedTokens = Object.values(texts)
    .flatMap(({ before, after }) => [before, after])
    .reduce((sum, text) => sum + tokenizer.encode(text).length, specialTokens(frame));
  const room = maxTokens - fixedTokens;
  if (room < LEAST_ROOM_TOKENS) throw tooLongPrompt(fixedTokens, maxTokens);
  return {
    frame,
    ...texts,
    maxTokens,
    fixedTokens,
    mostQueryTokens: Math.floor(room / 2),
    padId: tokenizer.padId,
  };
}

function specialTokens({ before, between, after }: PairFrame): number {
  return before.length + between.length + after.length;
}

function tooLongPrompt(promptTokens: number, maxTokens: number): XennError {
  return new XennError(
    'EncoderError',
    `Expected a prompt that leaves ${LEAST_ROOM_TOKENS} tokens to query and passage, found one of ${promptTokens} tokens ` +
      `where the longest input is ${maxTokens}. Shorten the prompt or raise the longest input in the model's settings.`,
  );
}

function around(text: string, placeholder: string): Surroundings {
  const [before, after = ''] = text.split(placeholder);
  return { before, after };
}

/** Token ids of a query, its end cut at the format's limit, with what surrounds it. */
export function encodeQuery(
  text: string,
  { query, mostQueryTokens }: PairFormat,
  tokenizer: TextTokenizer,
): number[] {
  const { before, after } = query;
  if (before === '' && after === '') return tokenizer.encode(text, mostQueryTokens);
  return tokenizer.encode(before + beginningOf(text, mostQueryTokens, tokenizer) + after);
}

/** The longest beginning of a text that has at most `limit` tokens. */
function beginningOf(text: string, limit: number, tokenizer: TextTokenizer): string {
  const fits = (end: number) => tokenizer.encode(text.slice(0, end), limit + 1).length <= limit;
  if (fits(text.length)) return text;
  let [fitting, tooLong] = [0, text.length];
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (fits(middle)) fitting = middle;
    else tooLong = middle;
  }
  // Half of a character beyond the basic plane is none.
  return text.slice(0, fitting).replace(/[\ud800-\udbff]$/, '');
}

/** How many tokens of a passage, with what surrounds it, fit beside a query of `queryTokens`. */
export function passageTokenLimit(queryTokens: number, { frame, maxTokens }: PairFormat): number {
  return Math.max(0, maxTokens - specialTokens(frame) - queryTokens);
}

/** Token ids of a passage with what surrounds it, at most `maxTokens`: its end is cut. */
export function encodePassage(
  text: string,
  { passage }: PairFormat,
  tokenizer: TextTokenizer,
  maxTokens?: number,
): number[] {
  const { before, after } = passage;
  if (after === '' || maxTokens === undefined) return tokenizer.encode(before + text + after, maxTokens);
  const around = tokenizer.encode(before).length + tokenizer.encode(after).length;
  const kept = beginningOf(text, Math.max(0, maxTokens - around), tokenizer);
  return tokenizer.encode(before + kept + after, maxTokens);
}

/**
 * Cuts the passage to the room that the query leaves and adds the special tokens afterwards, so that none of them
 * is ever lost. With a query from `encodeQuery` the result has at most `maxTokens` ids.
 */
export function assemblePair(
  queryIds: readonly number[],
  passageIds: readonly number[] | Int32Array,
  format: PairFormat,
): Pair {
  const { before, between, after } = format.frame;
  const passage = passageIds.slice(0, passageTokenLimit(queryIds.length, format));
  return {
    ids: [...before, ...queryIds, ...between, ...passage, ...after],
    passageStart: before.length + queryIds.length + between.length,
  };
}

/**
 * What the model reads for `pairs`: row-major, pairs.length x `length`, which no pair exceeds; padded on the
 * right and masked there.
 */
export function pairTensors(
  pairs: readonly Pair[],
  length: number,
  { frame, padId }: Pick<PairFormat, 'frame' | 'padId'>,
): ModelInputs {
  const size = pairs.length * length;
  const inputIds = new Int32Array(size).fill(padId);
  const attentionMask = new Int32Array(size);
  const tokenTypeIds = new Int32Array(size);
  pairs.forEach(({ ids, passageStart }, row) => {
    const rowStart = row * length;
    inputIds.set(ids, rowStart);
    attentionMask.fill(1, rowStart, rowStart + ids.length);
    tokenTypeIds.fill(frame.passageType, rowStart + passageStart, rowStart + ids.length);
  });
  const dims = [pairs.length, length];
  return {
    input_ids: { data: inputIds, dims },
    attention_mask: { data: attentionMask, dims },
    token_type_ids: { data: tokenTypeIds, dims },
  };
}
