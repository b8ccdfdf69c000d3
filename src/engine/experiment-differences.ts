/** What differs between an experiment and one that repeats it: of what decides the numbers, and of the numbers. */
import type { Ranking } from '../core/types.ts';
import type {
  Experiment,
  ExperimentDifferences,
  ExperimentItemSpace,
  ExperimentQueryResult,
  ExperimentRequest,
} from './experiment-records.ts';

type CellDifference = ExperimentDifferences['cells'][number];

/**
 * Cells are matched by label and budget, queries by id, documents by id; `methodIndex` is of `before`. A cell that only one
 * of the two has is a condition that differs.
 */
export function compareExperiments(before: Experiment, after: Experiment): ExperimentDifferences {
  const resultAfter = new Map(after.results.map((result) => [result.queryId, result]));
  const pairs = before.results.flatMap((result): [ExperimentQueryResult, ExperimentQueryResult][] => {
    const other = resultAfter.get(result.queryId);
    return other ? [[result, other]] : [];
  });
  const idsBefore = idsByRow(before);
  const idsAfter = idsByRow(after);
  const judgements = judgementsThatDiffer(
    pairs.map(([one, other]) => [namedJudgements(one, idsBefore), namedJudgements(other, idsAfter)]),
  );
  const cells: CellDifference[] = [];
  let matchedCells = 0;
  for (const [methodIndex, { label }] of before.request.methods.entries()) {
    for (const budget of before.request.budgets) {
      const cellBefore = cellIndex(before.request, label, budget) as number;
      const cellAfter = cellIndex(after.request, label, budget);
      if (cellAfter === undefined) continue;
      matchedCells += 1;
      let differentRankings = 0;
      let largestScoreDifference = 0;
      for (const [one, other] of pairs) {
        const compared = compareRankings(
          namedRanking(one.cells[cellBefore].ranking, idsBefore),
          namedRanking(other.cells[cellAfter].ranking, idsAfter),
        );
        if (!compared.isSameOrder) differentRankings += 1;
        largestScoreDifference = Math.max(largestScoreDifference, compared.largestDifference);
      }
      if (differentRankings > 0) {
        cells.push({ methodIndex, budget, differentRankings, largestScoreDifference });
      }
    }
  }
  const isComplete =
    matchedCells === cellCount(before) &&
    matchedCells === cellCount(after) &&
    pairs.length === before.results.length &&
    pairs.length === after.results.length;
  return {
    conditions: [...conditionsThatDiffer(before, after), ...judgements],
    comparedQueryCount: pairs.length,
    cells,
    isIdentical: isComplete && pairs.length > 0 && cells.length === 0,
  };
}

function conditionsThatDiffer(before: Experiment, after: Experiment): ExperimentDifferences['conditions'] {
  const told = conditionsOf(before);
  const other = new Map(conditionsOf(after));
  const names = new Set([...told.map(([what]) => what), ...other.keys()]);
  const own = new Map(told);
  return Array.from(names, (what) => ({
    what,
    before: own.get(what) ?? 'none',
    after: other.get(what) ?? 'none',
  })).filter(({ before: left, after: right }) => left !== right);
}

/** Of what decides the numbers, each as text. */
function conditionsOf({ request, provenance, results }: Experiment): [what: string, value: string][] {
  const { crossEncoder, dualEncoder, matrices = {} } = provenance;
  const named = (model: { name: string; hash: string } | undefined) =>
    model ? `${model.name} (${model.hash.slice(0, 12)})` : 'none';
  return [
    ['version of xenn', provenance.appVersion],
    ['corpus', `${provenance.documentCount} documents (${provenance.corpusHash.slice(0, 12)})`],
    ['cross-encoder', named(crossEncoder)],
    ['dual-encoder', named(dualEncoder)],
    ...Object.entries(matrices).map(([role, hash]): [string, string] => [
      `matrix of ${role}`,
      hash.slice(0, 12),
    ]),
    ...hashesByName(provenance.itemSpaces),
    ['backend', provenance.backend],
    ['arithmetic', provenance.compute],
    ['machine', provenance.machine],
    ...request.methods.map(({ label, method }): [string, string] => [
      `method “${label}”`,
      JSON.stringify(method, sortedKeys),
    ]),
    ['budgets', request.budgets.join(', ')],
    ['k', request.ks.join(', ')],
    ['seed', String(request.seed)],
    ['test queries', `${results.length} of ${provenance.availableQueryCount}`],
  ];
}

/** Several indexes may have one name: their hashes together. */
function hashesByName(itemSpaces: readonly ExperimentItemSpace[]): [what: string, value: string][] {
  const hashes = new Map<string, string[]>();
  for (const { name, vectorsHash } of itemSpaces) {
    hashes.set(name, [...(hashes.get(name) ?? []), vectorsHash.slice(0, 12)]);
  }
  return Array.from(hashes, ([name, ofName]) => [`vectors of “${name}”`, ofName.sort().join(', ')]);
}

/** Of the queries that both have; `pairs` of the same query. They decide no ranking, but measures of judgements. */
function judgementsThatDiffer(
  pairs: readonly (readonly [before: readonly string[], after: readonly string[]])[],
): ExperimentDifferences['conditions'] {
  const others = pairs.filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other)).length;
  if (others === 0) return [];
  const count = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side].length, 0);
  return [
    {
      what: 'judgements',
      before: `${count(0)}`,
      after: `${count(1)}, other ones for ${others} of ${pairs.length} queries`,
    },
  ];
}

/** Each as text, sorted: documents may have other rows in the other experiment. */
function namedJudgements(
  { judgements }: ExperimentQueryResult,
  idOf: ReadonlyMap<number, string>,
): readonly string[] {
  return judgements.map(({ docRow, grade }) => `${grade} ${idOf.get(docRow)}`).sort();
}

/** A replacer of JSON.stringify: the same entries are the same text, in whatever order they were written. */
function sortedKeys(_key: string, value: unknown): unknown {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function cellIndex(
  { methods, budgets }: ExperimentRequest,
  label: string,
  budget: number,
): number | undefined {
  const method = methods.findIndex((each) => each.label === label);
  const column = budgets.indexOf(budget);
  return method === -1 || column === -1 ? undefined : method * budgets.length + column;
}

function cellCount({ request: { methods, budgets } }: Experiment): number {
  return methods.length * budgets.length;
}

/** Ids, best first, with their scores. */
type NamedRanking = readonly (readonly [id: string, score: number])[];

function namedRanking({ docRows, scores }: Ranking, idOf: ReadonlyMap<number, string>): NamedRanking {
  return Array.from(docRows, (docRow, place) => [idOf.get(docRow) as string, scores[place]] as const);
}

function compareRankings(one: NamedRanking, other: NamedRanking) {
  const scoreOf = new Map(other);
  let largestDifference = 0;
  for (const [id, score] of one) {
    const otherScore = scoreOf.get(id);
    if (otherScore === undefined) continue;
    largestDifference = Math.max(largestDifference, Math.abs(score - otherScore));
  }
  return {
    isSameOrder: one.length === other.length && one.every(([id], place) => id === other[place][0]),
    largestDifference,
  };
}

function idsByRow({ documentIds: { docRows, ids } }: Experiment): Map<number, string> {
  return new Map(Array.from(docRows, (docRow, i) => [docRow, ids[i]]));
}
