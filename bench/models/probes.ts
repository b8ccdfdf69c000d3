import { readFileSync } from 'node:fs';
import type { JudgedCorpus } from './beir-folder.ts';
import { jsonLines } from './json-lines.ts';
import type { ModelPair } from './model-folder.ts';
import { createPairScorer } from './pair-scores.ts';

/** A query with a passage that answers it and one that does not, alike in all but what is probed. */
export interface Probe {
  readonly kind: string;
  readonly query: string;
  readonly right: string;
  readonly wrong: string;
}

export interface ProbeResult {
  readonly count: number;
  /** Share of the probes whose right passage scores higher; equal scores count half, so guessing gives .5. */
  readonly rightShare: number;
}

/** Where a passage begins that is buried in a text about other things, in words. */
const BURIED_AFTER_WORDS = [0, 60, 120, 240];

/** Kinds of the probes of `probes.jsonl`, which were written for this project, and of those that burying makes. */
export const PROBE_KINDS: readonly string[] = [
  'numbers',
  'negation',
  'roles',
  'paraphrase',
  'german',
  'french',
  'spanish',
  ...BURIED_AFTER_WORDS.map(buriedKind),
];

export function readProbes(): Probe[] {
  const lines = jsonLines(readFileSync(new URL('probes.jsonl', import.meta.url), 'utf8'));
  return lines.map(({ kind, query, right, wrong }) => ({ kind, query, right, wrong }));
}

/**
 * For each query its most relevant passage, preceded by so many words of passages that are not judged for it;
 * against as many words of such passages and more of them in the relevant one's place. Long texts are cut, so the
 * deeper probes say how much of a text is read.
 */
export function buriedProbes({ texts, queries }: JudgedCorpus): Probe[] {
  return queries.flatMap(({ text: query, grades }, position) => {
    const [best] = Array.from(grades).sort(([, a], [, b]) => b - a);
    const relevant = best && texts[best[0]];
    if (!relevant) return [];
    const other = Array.from(texts.keys(), (row) => (row + position * 7) % texts.length)
      .filter((row) => !grades.has(row))
      .flatMap((row) => texts[row].split(' '));
    const relevantWords = relevant.split(' ').length;
    return BURIED_AFTER_WORDS.map((words) => ({
      kind: buriedKind(words),
      query,
      right: [...other.slice(0, words), relevant].join(' '),
      wrong: other.slice(0, words + relevantWords).join(' '),
    }));
  });
}

export async function runProbes(
  probes: readonly Probe[],
  models: Pick<ModelPair, 'crossEncoder'>,
): Promise<Map<string, ProbeResult>> {
  const score = createPairScorer(
    models,
    probes.map(({ query }) => query),
    probes.flatMap(({ right, wrong }) => [right, wrong]),
  );
  const { scores } = await score(
    probes.flatMap((_, query) => [
      { query, docRow: 2 * query },
      { query, docRow: 2 * query + 1 },
    ]),
  );
  const points = new Map<string, number[]>();
  probes.forEach(({ kind }, i) => {
    const point = (Math.sign(scores[2 * i] - scores[2 * i + 1]) + 1) / 2;
    points.set(kind, [...(points.get(kind) ?? []), point]);
  });
  return new Map(
    Array.from(points, ([kind, each]) => [
      kind,
      { count: each.length, rightShare: each.reduce((sum, point) => sum + point, 0) / each.length },
    ]),
  );
}

function buriedKind(words: number): string {
  return `buried${words}`;
}
