/** An experiment's report with made-up numbers that look like real ones: three methods, two budgets, judgements. */
import { presetOf } from '../core/search-presets.ts';
import type {
  CellStatistics,
  Comparison,
  ExperimentReport,
  ExperimentRequest,
  ExperimentStatistics,
  MeasureEstimate,
  MeasureName,
} from '../engine/experiment-records.ts';

const QUERY_COUNT = 60;
const ROUNDS = 5;

export const EXPERIMENT_REQUEST: ExperimentRequest = {
  corpusId: 'corpus-1',
  name: 'First look',
  methods: [
    { label: 'Retrieve and rerank', method: presetOf('rnr').make('dual-encoder', 7) },
    { label: 'AXN · MF_Trns 300', method: presetOf('paper').make('index-1', 7) },
    { label: 'Best · hybrid', method: presetOf('best').make('hybrid', 7) },
  ],
  budgets: [50, 500],
  ks: [1, 10, 100],
  queryCount: QUERY_COUNT,
  seed: 7,
};

/**
 * Of any grid, the same numbers each time: later methods and larger budgets find more, smaller k more than larger ones.
 * Without judgements where `judgedQueryCount` is 0.
 */
export function makeExperimentStatistics(
  { methods, budgets, ks }: Pick<ExperimentRequest, 'methods' | 'budgets' | 'ks'> = EXPERIMENT_REQUEST,
  judgedQueryCount = QUERY_COUNT - 10,
): ExperimentStatistics {
  const judged: MeasureName[] =
    judgedQueryCount === 0
      ? []
      : [
          ...(['ndcg', 'recall', 'precision', 'success'] as const).flatMap((kind) =>
            ks.map((k): MeasureName => `${kind}@${k}`),
          ),
          'map',
          'mrr',
        ];
  const found = ks.map((k): MeasureName => `top-recall@${k}`);
  const measuresAt = (quality: number): Pick<CellStatistics, 'measures' | 'judgedTopRecalls'> => ({
    measures: [
      ...ks.map((k, i) => estimate(found[i], recallAt(quality, k), QUERY_COUNT)),
      ...judged.map((measure, i) =>
        estimate(measure, 0.75 - 0.02 * i - 0.3 * (quality - 0.8) ** 2, judgedQueryCount),
      ),
    ],
    // Judged queries are a little easier.
    judgedTopRecalls:
      judgedQueryCount === 0
        ? []
        : ks.map((k, i) => estimate(found[i], recallAt(quality, k) ** 0.9, judgedQueryCount)),
  });
  const cells = methods.flatMap((_, methodIndex) =>
    budgets.map((budget, b): CellStatistics => {
      const quality = 0.55 + (0.35 * (methodIndex + 2 * b)) / (methods.length + 2 * budgets.length);
      const roundCount = methodIndex === 0 ? 1 : ROUNDS;
      return {
        methodIndex,
        budget,
        calls: budget,
        searchMs: 4 + methodIndex * roundCount,
        modelMs: 2 * budget,
        ...measuresAt(quality),
        rounds: Array.from({ length: roundCount }, (_, i) => {
          const share = (i + 1) / roundCount;
          return {
            round: i + 1,
            calls: budget * share,
            recalls: ks.map((k) => {
              const recall = recallAt(quality, k) * share ** 0.2;
              return {
                recall,
                low: recall - 0.03,
                high: Math.min(1, recall + 0.03),
                queryCount: QUERY_COUNT,
              };
            }),
          };
        }),
      };
    }),
  );
  const reference = (kind: 'exact' | 'bm25' | 'dual-encoder', name: string, quality: number) => ({
    kind,
    name,
    ...measuresAt(quality),
  });
  return {
    queryCount: QUERY_COUNT,
    judgedQueryCount,
    cells,
    references: [
      reference('exact', 'Exact ranking', 1),
      reference('bm25', 'BM25', 0.45),
      reference('dual-encoder', 'Dual-encoder', 0.4),
    ],
    comparisons: compare(cells),
  };
}

/** `changes` replace parts of it; its statistics are those of its request unless they are given. */
export function makeExperimentReport(changes: Partial<ExperimentReport> = {}): ExperimentReport {
  const request = changes.request ?? EXPERIMENT_REQUEST;
  return {
    summary: {
      experimentId: 'experiment-1',
      createdMs: Date.UTC(2026, 10, 26, 7, 30),
      name: request.name,
      corpusId: request.corpusId,
      corpusName: 'Seas',
      labels: request.methods.map(({ label }) => label),
      budgets: request.budgets,
      queryCount: QUERY_COUNT,
      doneQueryCount: QUERY_COUNT,
    },
    request,
    provenance: {
      appVersion: '0.1.0',
      corpusName: 'Seas',
      corpusHash: 'c0'.repeat(32),
      documentCount: 5183,
      crossEncoder: { name: 'a-cross-encoder', hash: 'ce'.repeat(32) },
      dualEncoder: { name: 'a-dual-encoder', hash: 'de'.repeat(32) },
      itemSpaces: [
        { itemSpace: 'dual-encoder', name: 'Dual-encoder', indexCalls: 0, vectorsHash: '0a'.repeat(32) },
        { itemSpace: 'index-1', name: 'MF_Trns 300', indexCalls: 15_000, vectorsHash: '0b'.repeat(32) },
        { itemSpace: 'hybrid', name: 'Hybrid', indexCalls: 0, vectorsHash: '0c'.repeat(32) },
      ],
      backend: 'WebAssembly, 2 threads',
      compute: 'WebAssembly, 2 threads',
      machine: 'Chromium 141, 2 cores',
      startedMs: Date.UTC(2026, 10, 26, 7, 30),
      finishedMs: Date.UTC(2026, 10, 26, 7, 42),
      availableQueryCount: QUERY_COUNT,
      madeQueryCount: 0,
      msPerPair: 2,
      msPerPairBasis: 'measured on this corpus (WASM, 2 threads)',
    },
    importedRuns: [],
    statistics: makeExperimentStatistics(request),
    ...changes,
  };
}

function recallAt(quality: number, k: number): number {
  return quality ** (1 + Math.log10(k));
}

function estimate(measure: MeasureName, mean: number, queryCount: number): MeasureEstimate {
  const isExact = mean === 1;
  return { measure, mean, low: isExact ? 1 : mean - 0.03, high: isExact ? 1 : mean + 0.03, queryCount };
}

/** Each with the first method at its budget; p by the size of the difference alone. */
function compare(cells: readonly CellStatistics[]): Comparison[] {
  return cells
    .filter(({ methodIndex }) => methodIndex > 0)
    .flatMap(({ methodIndex, budget, measures }) => {
      const first = cells.find((cell) => cell.methodIndex === 0 && cell.budget === budget) as CellStatistics;
      return measures.map(({ measure, mean }, i): Comparison => {
        const difference = mean - first.measures[i].mean;
        const p = Math.exp(-80 * Math.abs(difference));
        return {
          methodIndex,
          budget,
          measure,
          difference,
          low: difference - 0.02,
          high: difference + 0.02,
          p,
          adjustedP: Math.min(1, 2 * p),
        };
      });
    });
}
