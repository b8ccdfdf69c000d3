import { XennError } from '../core/errors.ts';
import type { GoldenPair } from './golden.ts';
import {
  assemblePair,
  encodePassage,
  encodeQuery,
  type Pair,
  pairTensors,
  passageTokenLimit,
} from './pair-assembly.ts';
import type { PreparedCrossEncoder } from './prepare-model.ts';
import type { ModelSession } from './session.ts';

/** Texts that a model's reference scores are made of. */
export interface ReferenceText {
  readonly query: string;
  readonly passage: string;
}

/** Where a model's reference scores are kept; a model that ships with its own has no need of it. */
export interface ReferenceStore {
  /** Scores aligned with the texts, or undefined. */
  read(): Promise<readonly number[] | undefined>;
  keep(scores: readonly number[]): Promise<void>;
}

/** As many as the trial of a backend looks at: of these lengths and the longest. */
const SHORT_TEXTS = 8;

/**
 * Golden pairs of a model that brings none: each pair alone and without padding, on WebAssembly, once; from then on
 * every backend, WebAssembly itself included, is held against them. `open` opens the model on WebAssembly.
 */
export async function referencePairs(
  model: PreparedCrossEncoder,
  texts: readonly ReferenceText[],
  store: ReferenceStore,
  open: () => Promise<ModelSession>,
): Promise<GoldenPair[]> {
  const pairs = shortAndLongest(texts.map((text) => ({ ...text, pair: assemble(text, model) })));
  const kept = await store.read();
  if (kept?.length === pairs.length) return pairs.map((pair, i) => ({ ...pair, logit: kept[i] }));
  const session = await open();
  try {
    const scores: number[] = [];
    for (const { pair } of pairs) scores.push(await scoreAlone(pair, model, session));
    if (scores.every((score) => score === scores[0])) {
      throw new XennError(
        'EncoderError',
        `${model.name}: expected different scores for ${scores.length} different pairs, found ${scores[0]} for each ` +
          'of them. The model or its score rule is wrong: choose another file of it, or another model.',
      );
    }
    await store.keep(scores);
    return pairs.map((pair, i) => ({ ...pair, logit: scores[i] }));
  } finally {
    await session.dispose();
  }
}

function assemble({ query, passage }: ReferenceText, { format, tokenizer }: PreparedCrossEncoder): Pair {
  const queryIds = encodeQuery(query, format, tokenizer);
  const room = passageTokenLimit(queryIds.length, format);
  return assemblePair(queryIds, encodePassage(passage, format, tokenizer, room), format);
}

function shortAndLongest<T extends { readonly pair: Pair }>(pairs: readonly T[]): T[] {
  const sorted = [...pairs].sort((a, b) => a.pair.ids.length - b.pair.ids.length);
  return [...sorted.slice(0, SHORT_TEXTS), sorted[sorted.length - 1]];
}

async function scoreAlone(
  pair: Pair,
  { format, scoreReader, name }: PreparedCrossEncoder,
  session: ModelSession,
): Promise<number> {
  const { length } = pair.ids;
  const run = await session.run(pairTensors([pair], length, format), scoreReader.readAt([length]));
  const [score] = scoreReader.scores(run, 1);
  if (Number.isFinite(score)) return score;
  throw new XennError(
    'EncoderError',
    `${name}: expected a finite score, found ${score} on WebAssembly. Choose another file of the model.`,
  );
}
