import { bootstrapInterval, randomisationPValue } from '../../src/core/significance.ts';
import { type ModelResult, type QueryMeasures, SCORE_GROUPS } from './evaluate-set.ts';
import type { ProbeResult } from './probes.ts';

export const ROLES = ['starter', 'current'] as const;
export type Role = (typeof ROLES)[number];

export interface SetResult {
  readonly documentCount: number;
  readonly queryCount: number;
  readonly bm25: QueryMeasures;
  readonly models: Readonly<Record<Role, ModelResult>>;
}

/** Flat, by dotted name; null where there is nothing to measure. */
export type Figures = Record<string, number | null>;

/**
 * What one system's name in the figures ends in: nothing for the cross-encoder alone re-ranking BM25's first
 * 100, and what else is made of a pair of models.
 */
const VARIANTS = {
  '': ({ reranked }: ModelResult) => reranked,
  PlusBm25: ({ summed }: ModelResult) => summed,
  DualEncoder: ({ dualEncoder }: ModelResult) => dualEncoder,
  Exact: ({ exact }: ModelResult) => exact,
} as const;

const SEED = 1;

/**
 * The figures of one set: `ndcg10`, `mrr10`, `recall100` and `ci95` (of nDCG@10) per system; `p` for nDCG@10
 * against BM25 and of current against starter; `timesBm25`; `corr` of dual-encoder and cross-encoder; `scores` per
 * group of pairs; `queries` and `documents`.
 */
export function figuresOf(set: string, result: SetResult): Figures {
  const figures: Figures = {
    [`queries.${set}`]: result.queryCount,
    [`documents.${set}`]: result.documentCount,
  };
  const systems = systemsOf(result);
  for (const [system, measures] of systems) {
    const { low, high } = bootstrapInterval(measures.ndcg10, SEED);
    figures[`ndcg10.${set}.${system}`] = round(mean(measures.ndcg10));
    figures[`ci95.${set}.${system}.low`] = round(low);
    figures[`ci95.${set}.${system}.high`] = round(high);
    figures[`mrr10.${set}.${system}`] = round(mean(measures.mrr10));
    figures[`recall100.${set}.${system}`] = round(mean(measures.recall100));
  }
  for (const suffix of Object.keys(VARIANTS)) {
    const against: [string, string][] = [
      [`starter${suffix}`, 'bm25'],
      [`current${suffix}`, 'bm25'],
      [`current${suffix}`, `starter${suffix}`],
    ];
    for (const [name, baseline] of against) {
      const left = systems.get(name);
      const right = systems.get(baseline);
      if (!left || !right) continue;
      const key = `p.${set}.${name}Vs${baseline[0].toUpperCase()}${baseline.slice(1)}`;
      figures[key] = round(randomisationPValue(left.ndcg10, right.ndcg10, SEED));
    }
  }
  for (const role of ROLES) {
    const { reranked, correlation, scores } = result.models[role];
    figures[`timesBm25.${set}.${role}`] = round(mean(reranked.ndcg10) / mean(result.bm25.ndcg10));
    figures[`corr.${set}.${role}`] = round(correlation);
    for (const group of SCORE_GROUPS) {
      for (const [statistic, value] of Object.entries(scores[group] ?? { count: 0 })) {
        figures[`scores.${set}.${role}.${group}.${statistic}`] = round(value);
      }
    }
  }
  return figures;
}

/** Pairs per second of each cross-encoder over all sets, time inside the model only. */
export function speedOf(results: readonly SetResult[]): Figures {
  return Object.fromEntries(
    ROLES.map((role) => {
      const runs = results.map(({ models }) => models[role]);
      const pairs = runs.reduce((sum, { scoredPairs }) => sum + scoredPairs, 0);
      const seconds = runs.reduce((sum, { modelMs }) => sum + modelMs / 1000, 0);
      return [`pairsPerSecond.${role}`, round(pairs / seconds)];
    }),
  );
}

/** `probes.<kind>.<role>`: the share of probes that a cross-encoder gets right; `probes.<kind>.count`. */
export function figuresOfProbes(role: Role, results: ReadonlyMap<string, ProbeResult>): Figures {
  const figures: Figures = {};
  for (const [kind, { count, rightShare }] of results) {
    figures[`probes.${kind}.count`] = count;
    figures[`probes.${kind}.${role}`] = round(rightShare);
  }
  return figures;
}

function systemsOf({ bm25, models }: SetResult): Map<string, QueryMeasures> {
  const systems = new Map([['bm25', bm25]]);
  for (const [suffix, measuresOf] of Object.entries(VARIANTS)) {
    for (const role of ROLES) {
      const measures = measuresOf(models[role]);
      if (measures) systems.set(`${role}${suffix}`, measures);
    }
  }
  return systems;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Six decimals: beyond them there is nothing to be read. */
function round(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(6));
}
