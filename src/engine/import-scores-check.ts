import { XennError } from '../core/errors.ts';
import { createRandom } from '../core/random.ts';
import type { Cancel } from '../core/types.ts';
import { passageOf } from './documents.ts';
import type { ScoresByQuery } from './import-scores-pairs.ts';
import type { CrossEncoder, Store } from './ports.ts';

/** One pair of query and document with the score that a file gives it. */
export interface CheckedPair {
  readonly query: string;
  readonly docRow: number;
  readonly score: number;
}

/** Pairs that are scored again: a model that agrees on eight over the whole range of scores is the same model. */
const CHECKED_PAIRS = 8;

/** Among which they are chosen. */
const SAMPLED_PAIRS = 4096;

const SEED = 1;

/**
 * As a share of the range of all scores in the file. Another runtime reorders sums and moves a logit by less than
 * 0.001, half precision by 0.02, where logits range over 10 or so, and in proportion elsewhere: both are well below a
 * hundredth. Two models that were trained apart do not agree so well on pairs from the whole range. The floor is for
 * files whose scores hardly differ, where a share of the range would be less than what half precision moves.
 */
const SPREAD_TOLERANCE = 0.01;
const LEAST_TOLERANCE = 0.01;

/**
 * Scores a few of the pairs with the cross-encoder in use.
 *
 * @throws ImportError when a score differs by more than a hundredth of the range of all scores in the file, or 0.01
 * if that is more: they are another model's. Nothing was stored then.
 */
export async function checkByCrossEncoder(
  scores: ScoresByQuery,
  store: Pick<Store, 'readDocuments'>,
  crossEncoder: CrossEncoder,
  { corpusId, path }: { readonly corpusId: string; readonly path: string },
  cancel?: Cancel,
): Promise<void> {
  const { low, high } = rangeOf(scores);
  const tolerance = Math.max(LEAST_TOLERANCE, SPREAD_TOLERANCE * (high - low));
  for (const { query, docRow, score } of chooseCheckedPairs(scores)) {
    const [document] = await store.readDocuments(corpusId, Uint32Array.of(docRow));
    const [found] = await crossEncoder.score(query, [passageOf(document)], cancel ? { cancel } : {});
    if (Math.abs(found - score) <= tolerance) continue;
    throw new XennError(
      'ImportError',
      `The scores of ${path} are those of another cross-encoder: it gives ${rounded(score)} to the query '${query}' with the document '${document.id}', and ${crossEncoder.identity.name} gives ${rounded(found)}, where at most ${rounded(tolerance)} of difference were expected. Nothing was imported; choose the cross-encoder that made them in the settings, with raw scores (logits) in the file.`,
    );
  }
}

/** Chosen by seed, one from each eighth of the range of scores as far as there is one, then others. */
export function chooseCheckedPairs(scores: ScoresByQuery): CheckedPair[] {
  const { low, high } = rangeOf(scores);
  const sampled = samplePairs(scores);
  const binOf = ({ score }: CheckedPair) =>
    Math.min(CHECKED_PAIRS - 1, Math.floor((CHECKED_PAIRS * (score - low)) / (high - low || 1)));
  const bins = new Map<number, CheckedPair>();
  for (const pair of sampled) if (!bins.has(binOf(pair))) bins.set(binOf(pair), pair);
  return [...new Set([...bins.values(), ...sampled])].slice(0, CHECKED_PAIRS);
}

function samplePairs(scores: ScoresByQuery): CheckedPair[] {
  const random = createRandom(SEED);
  let pairCount = 0;
  for (const { docRows } of scores.values()) pairCount += docRows.length;
  const positions = random.sample(pairCount, Math.min(SAMPLED_PAIRS, pairCount));
  const pairs: CheckedPair[] = [];
  let next = 0;
  let before = 0;
  for (const [query, { docRows, scores: values }] of scores) {
    for (; next < positions.length && positions[next] < before + docRows.length; next++) {
      const index = positions[next] - before;
      pairs.push({ query, docRow: docRows[index], score: values[index] });
    }
    before += docRows.length;
  }
  const order = Uint32Array.from(pairs, (_, position) => position);
  random.shuffle(order);
  return Array.from(order, (position) => pairs[position]);
}

function rangeOf(scores: ScoresByQuery): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const { scores: values } of scores.values()) {
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return { low, high };
}

function rounded(score: number): number {
  return Number(score.toPrecision(4));
}
