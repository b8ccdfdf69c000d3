/** From the results of an experiment to what its charts and tables show: means, intervals, comparisons. */
import {
  bootstrapIntervals,
  holmAdjusted,
  type Interval,
  randomisationPValue,
} from '../core/significance.ts';
import {
  cellValues,
  isOfJudgements,
  lastRound,
  type MeasureValues,
  measureNames,
  referenceValues,
} from './experiment-measures.ts';
import type {
  CellResult,
  CellStatistics,
  Comparison,
  Experiment,
  ExperimentStatistics,
  MeasureEstimate,
  MeasureName,
} from './experiment-records.ts';

/** Of an experiment, what its statistics are made of. */
export type Results = Pick<Experiment, 'request' | 'results' | 'importedRuns'> & {
  readonly provenance: Pick<Experiment['provenance'], 'msPerPair'>;
};

/** Of the queries that are done; without one, there is nothing to say of any cell. */
export function experimentStatistics({
  request,
  results,
  importedRuns,
  provenance: { msPerPair },
}: Results): ExperimentStatistics {
  const { methods, budgets, ks, seed } = request;
  const isJudged = results.map(({ judgements }) => judgements.length > 0);
  const judgedQueryCount = isJudged.filter(Boolean).length;
  const counts = { queryCount: results.length, judgedQueryCount };
  if (results.length === 0) return { ...counts, cells: [], references: [], comparisons: [] };

  const names = measureNames(ks).filter((name) => judgedQueryCount > 0 || !isOfJudgements(name));
  const judgedOnly = (column: Float64Array) =>
    judgedQueryCount < results.length ? column.filter((_, query) => isJudged[query]) : column;
  /** Of the queries that the measure is defined for. */
  const columnOf = (values: MeasureValues, name: MeasureName): Float64Array => {
    const column = values.get(name) as Float64Array;
    return isOfJudgements(name) ? judgedOnly(column) : column;
  };
  const topRecalls = judgedQueryCount > 0 ? names.filter((name) => !isOfJudgements(name)) : [];
  const columnsOf = (values: MeasureValues): Columns => ({
    all: new Map(names.map((name) => [name, columnOf(values, name)])),
    judgedTopRecalls: new Map(topRecalls.map((name) => [name, judgedOnly(values.get(name) as Float64Array)])),
  });

  const cellColumns = cellValues(results, request).map(columnsOf);
  const references = referenceValues(results, importedRuns, ks).map(({ values, ...reference }) => ({
    ...reference,
    columns: columnsOf(values),
  }));
  const cellRounds = cellColumns.map((_, cell) => roundsOf(results.map(({ cells }) => cells[cell])));
  const pairs = pairsWithFirst(methods.length, budgets).flatMap(({ cell, firstCell, ...pair }) =>
    names.map((measure) => {
      const left = cellColumns[cell].all.get(measure) as Float64Array;
      const right = cellColumns[firstCell].all.get(measure) as Float64Array;
      return { ...pair, measure, left, right, differences: left.map((value, i) => value - right[i]) };
    }),
  );
  const intervals = intervalsOf(
    [
      ...[...cellColumns, ...references.map(({ columns }) => columns)].flatMap(
        ({ all, judgedTopRecalls }) => [...all.values(), ...judgedTopRecalls.values()],
      ),
      ...cellRounds.flat().flatMap(({ recalls }) => recalls),
      ...pairs.map(({ differences }) => differences),
    ],
    seed,
  );
  const estimatesOf = (columns: ReadonlyMap<MeasureName, Float64Array>): MeasureEstimate[] =>
    Array.from(columns, ([measure, values]) => ({
      measure,
      mean: meanOf(values),
      ...(intervals.get(values) as Interval),
      queryCount: values.length,
    }));
  const measuresOf = ({ all, judgedTopRecalls }: Columns) => ({
    measures: estimatesOf(all),
    judgedTopRecalls: estimatesOf(judgedTopRecalls),
  });

  return {
    ...counts,
    cells: cellColumns.map((columns, cell): CellStatistics => {
      const found = results.map(({ cells }) => cells[cell]);
      const calls = meanOf(found.map((each) => lastRound(each).calls));
      return {
        methodIndex: Math.floor(cell / budgets.length),
        budget: budgets[cell % budgets.length],
        calls,
        searchMs: meanOf(found.map(({ searchMs }) => searchMs)),
        ...(msPerPair !== undefined && { modelMs: calls * msPerPair }),
        ...measuresOf(columns),
        rounds: cellRounds[cell].map(({ round, calls: callsSoFar, recalls }) => ({
          round,
          calls: callsSoFar,
          recalls: recalls.map((column) => ({
            recall: meanOf(column),
            ...(intervals.get(column) as Interval),
            queryCount: column.length,
          })),
        })),
      };
    }),
    references: references.map(({ kind, name, columns }) => ({ kind, name, ...measuresOf(columns) })),
    comparisons: comparisonsOf(pairs, intervals, seed),
  };
}

/** Of one ranking, by measure: a value for each query that the measure is defined for. */
interface Columns {
  readonly all: ReadonlyMap<MeasureName, Float64Array>;
  /** Of the queries with judgements alone. */
  readonly judgedTopRecalls: ReadonlyMap<MeasureName, Float64Array>;
}

interface RoundColumns {
  /** From 1. */
  readonly round: number;
  /** Mean over queries. */
  readonly calls: number;
  /** By k, a value a query. */
  readonly recalls: readonly Float64Array[];
}

/** Searches that ended before a round keep what they had. */
function roundsOf(found: readonly CellResult[]): RoundColumns[] {
  const roundCount = Math.max(...found.map(({ rounds }) => rounds.length));
  return Array.from({ length: roundCount }, (_, index) => {
    const states = found.map(({ rounds }) => rounds[Math.min(index, rounds.length - 1)]);
    return {
      round: index + 1,
      calls: meanOf(states.map(({ calls }) => calls)),
      recalls: states[0].recalls.map((__, k) => Float64Array.from(states, ({ recalls }) => recalls[k])),
    };
  });
}

/** All methods but the first with the first, at the same budget. */
function pairsWithFirst(methodCount: number, budgets: readonly number[]) {
  return Array.from({ length: methodCount - 1 }, (_, i) => i + 1).flatMap((methodIndex) =>
    budgets.map((budget, column) => ({
      methodIndex,
      budget,
      cell: methodIndex * budgets.length + column,
      firstCell: column,
    })),
  );
}

interface Pair extends Pick<Comparison, 'methodIndex' | 'budget' | 'measure'> {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly differences: Float64Array;
}

function comparisonsOf(
  pairs: readonly Pair[],
  intervals: ReadonlyMap<Float64Array, Interval>,
  seed: number,
): Comparison[] {
  const compared = pairs.map(({ left, right, differences, ...pair }) => ({
    ...pair,
    difference: meanOf(differences),
    ...(intervals.get(differences) as Interval),
    p: randomisationPValue(left, right, seed),
  }));
  const adjustedPs = new Map<Omit<Comparison, 'adjustedP'>, number>();
  for (const name of new Set(compared.map(({ measure }) => measure))) {
    const family = compared.filter(({ measure }) => measure === name);
    holmAdjusted(Float64Array.from(family, ({ p }) => p)).forEach(
      (adjustedP, i) => void adjustedPs.set(family[i], adjustedP),
    );
  }
  return compared.map((comparison) => ({
    ...comparison,
    adjustedP: adjustedPs.get(comparison) as number,
  }));
}

/** Columns of the same length are of the same queries, and share what is drawn. */
function intervalsOf(columns: readonly Float64Array[], seed: number): Map<Float64Array, Interval> {
  const intervals = new Map<Float64Array, Interval>();
  for (const length of new Set(columns.map((column) => column.length))) {
    const group = [...new Set(columns)].filter((column) => column.length === length);
    bootstrapIntervals(group, seed).forEach((interval, i) => void intervals.set(group[i], interval));
  }
  return intervals;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
