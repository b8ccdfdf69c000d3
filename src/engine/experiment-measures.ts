/** Every measure of every ranking of an experiment, query by query: what its statistics are means of. */
import { topKRecall } from '../core/metrics.ts';
import { relevanceMeasureNames, relevanceMeasures } from '../core/relevance-metrics.ts';
import type { Ranking } from '../core/types.ts';
import type {
  CellResult,
  ExperimentQueryResult,
  ExperimentRequest,
  ImportedTrecRun,
  MeasureName,
  ReferenceStatistics,
} from './experiment-records.ts';
import { firstOf, rankingDepth } from './experiment-search.ts';

/** What is measured. */
export type Measured = Pick<ExperimentRequest, 'methods' | 'budgets' | 'ks'>;

/** A value a query by measure; of measures of judgements, NaN where a query has none. */
export type MeasureValues = ReadonlyMap<MeasureName, Float64Array>;

/** Top-k-Recall first, then the measures of judgements. */
export function measureNames(ks: readonly number[]): MeasureName[] {
  return [...ks.map((k) => `top-recall@${k}` as const), ...relevanceMeasureNames(ks)];
}

export function isOfJudgements(measure: MeasureName): boolean {
  return !measure.startsWith('top-recall@');
}

/** In the order of `ExperimentQueryResult.cells`. */
export function cellValues(results: readonly ExperimentQueryResult[], measured: Measured): MeasureValues[] {
  const { methods, budgets, ks } = measured;
  return Array.from({ length: methods.length * budgets.length }, (_, cell) =>
    valuesOf(results, ks, ({ cells }) => ({
      docRows: cells[cell].ranking.docRows,
      topRecalls: lastRound(cells[cell]).recalls,
    })),
  );
}

export interface Reference extends Pick<ReferenceStatistics, 'kind' | 'name'> {
  readonly values: MeasureValues;
}

/** The exact ranking, each retriever alone that finds anything, and the imported runs. */
export function referenceValues(
  results: readonly ExperimentQueryResult[],
  importedRuns: readonly ImportedTrecRun[],
  ks: readonly number[],
): Reference[] {
  const reference = (
    kind: Reference['kind'],
    name: string,
    rankingOf: (result: ExperimentQueryResult, query: number) => Ranking,
  ): Reference => ({
    kind,
    name,
    values: valuesOf(results, ks, (result, query) => {
      const { docRows } = rankingOf(result, query);
      return { docRows, topRecalls: ks.map((k) => topKRecall(docRows, result.exact, k)) };
    }),
  });
  /** None where it finds nothing for any query: matrices made elsewhere have no words. */
  const retriever = (...[kind, name, rankingOf]: Parameters<typeof reference>): Reference[] =>
    results.some((result, query) => rankingOf(result, query).docRows.length > 0)
      ? [reference(kind, name, rankingOf)]
      : [];
  return [
    // Kept with all that tie at its end; judged as deep as the others.
    reference('exact', 'Exact ranking', ({ exact }) => firstOf(exact, rankingDepth({ ks }))),
    ...retriever('bm25', 'BM25', ({ bm25 }) => bm25),
    ...retriever('dual-encoder', 'Dual-encoder', ({ dualEncoder }) => dualEncoder),
    ...importedRuns.map(({ name, rankings }) => reference('imported', name, (_, query) => rankings[query])),
  ];
}

/** After the last round: where a search stopped early, what it had then. */
export function lastRound({ rounds }: CellResult): CellResult['rounds'][number] {
  return rounds[rounds.length - 1];
}

function valuesOf(
  results: readonly ExperimentQueryResult[],
  ks: readonly number[],
  foundBy: (
    result: ExperimentQueryResult,
    query: number,
  ) => { docRows: Uint32Array; topRecalls: readonly number[] },
): MeasureValues {
  const names = measureNames(ks);
  const columns = names.map(() => new Float64Array(results.length).fill(Number.NaN));
  for (const [query, result] of results.entries()) {
    const { docRows, topRecalls } = foundBy(result, query);
    const values = [...topRecalls, ...judgedValues(result, docRows, ks)];
    values.forEach((value, measure) => {
      columns[measure][query] = value;
    });
  }
  return new Map(names.map((name, measure) => [name, columns[measure]]));
}

/** None where the query has no judgements. */
function judgedValues(
  { judgements }: ExperimentQueryResult,
  docRows: Uint32Array,
  ks: readonly number[],
): Float64Array {
  if (judgements.length === 0) return new Float64Array(0);
  const grades = new Map(judgements.map(({ docRow, grade }) => [docRow, grade]));
  return relevanceMeasures(docRows, grades, ks);
}
