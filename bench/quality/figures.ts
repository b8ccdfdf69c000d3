import type { ComparedMethod, CompareReport } from '../../src/engine/search-records.ts';
import type { Figures } from '../goals.ts';
import { axnName, REFERENCE } from './methods.ts';

/** k of the figures and tables. */
export const RECALL_AT: readonly number[] = [1, 10, 100];

/** By budget. */
export type Reports = ReadonlyMap<number, CompareReport>;

/** Mean recall at the end of the searches, with its interval. */
export function finalRecall({ points }: ComparedMethod, k: number) {
  const found = points.at(-1)?.recalls.find((recall) => recall.k === k);
  if (!found) throw new Error(`Expected a recall at ${k} of the last round.`);
  return found;
}

/**
 * Of one set: `recall`, `ci95`, and of every method but the reference `lead`, by how much the reference finds more, with
 * the `p` of a randomisation test.
 */
export function qualityFigures(set: string, reports: Reports): Figures {
  const figures: Figures = {};
  for (const [budget, { methods, differences }] of reports) {
    const name = (figure: string, label: string, k: number) => `${figure}.${set}.${label}.k${k}.b${budget}`;
    for (const method of methods) {
      for (const k of RECALL_AT) {
        const { recall, low, high } = finalRecall(method, k);
        figures[name('recall', method.label, k)] = recall;
        figures[`${name('ci95', method.label, k)}.low`] = low;
        figures[`${name('ci95', method.label, k)}.high`] = high;
      }
    }
    if (methods[0]?.label !== REFERENCE) continue;
    for (const { label, k, difference, p } of differences) {
      if (!RECALL_AT.includes(k)) continue;
      figures[name('lead', label, k)] = -difference;
      figures[name('p', label, k)] = p;
    }
  }
  return figures;
}

/** What AXN is set to for the best item and for the best hundred, as published for BEIR corpora. */
const PUBLISHED = [
  { k: 1, method: axnName(0.8) },
  { k: 100, method: axnName(0) },
] as const;

/** The paper's headlines against retrieve-and-rerank on the same vectors. */
const HEADLINES = [
  { k: 1, budget: 100 },
  { k: 100, budget: 500 },
] as const;

/**
 * Over all sets, from the figures of each: the smallest lead over AXN as published of all budgets, and by which share the
 * reference finds more than retrieve-and-rerank on the dual-encoder, of the set where it is most. What lacks a figure is
 * absent.
 */
export function summaryFigures(
  sets: readonly string[],
  budgets: readonly number[],
  figures: Figures,
): Figures {
  const summary: Figures = {};
  for (const { k, method } of PUBLISHED) {
    for (const set of sets) {
      const leads = budgets.flatMap((budget) => figures[`lead.${set}.${method}.k${k}.b${budget}`] ?? []);
      if (leads.length > 0) summary[`leadOverAxn.${set}.k${k}`] = Math.min(...leads);
    }
  }
  for (const { k, budget } of HEADLINES) {
    const margins = sets.flatMap((set) => {
      const at = (method: string) => figures[`recall.${set}.${method}.k${k}.b${budget}`] ?? 0;
      const reranked = at('rnr-dual-encoder');
      return reranked > 0 ? [at(REFERENCE) / reranked - 1] : [];
    });
    if (margins.length > 0) summary[`marginOverRerank.k${k}.b${budget}`] = Math.max(...margins);
  }
  return summary;
}
