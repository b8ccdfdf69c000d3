/** Measures by their names: what they are called, which belong together, and where their values are. */
import type {
  CellStatistics,
  ExperimentStatistics,
  MeasureEstimate,
  MeasureName,
} from '../engine/experiment-records.ts';

/** Measures that stand side by side in a table: as many as a page is wide enough for. */
export interface MeasureGroup {
  readonly title: string;
  readonly measures: readonly MeasureName[];
  /** Its differences are worth a table of their own. */
  readonly isMain: boolean;
}

const MOST_COLUMNS = 5;

const LABELS: Readonly<Record<string, (k: string) => string>> = {
  'top-recall': (k) => `Top-${k}-Recall`,
  ndcg: (k) => `nDCG@${k}`,
  recall: (k) => `Recall@${k}`,
  precision: (k) => `P@${k}`,
  success: (k) => `Success@${k}`,
  map: () => 'MAP',
  mrr: () => 'MRR',
};

/** As the literature writes it: 'top-recall@10' is 'Top-10-Recall', 'ndcg@10' is 'nDCG@10'. */
export function measureLabel(measure: MeasureName): string {
  const [kind, k] = measure.split('@');
  return LABELS[kind](k);
}

/** The measures that belong side by side in a table, of those that the statistics have; groups without any left out. */
export function measureGroups(ks: readonly number[], statistics: ExperimentStatistics): MeasureGroup[] {
  const estimates = [...statistics.cells, ...statistics.references].flatMap(({ measures }) => measures);
  const known = new Set(estimates.map(({ measure }) => measure));
  const at = (kind: 'top-recall' | 'ndcg' | 'recall' | 'precision' | 'success'): MeasureName[] =>
    ks.map((k): MeasureName => `${kind}@${k}`);
  const groups: MeasureGroup[] = [
    { title: 'Found of the exact top k', measures: at('top-recall'), isMain: true },
    { title: 'Against human judgements', measures: [...at('ndcg'), 'map', 'mrr'], isMain: true },
    { title: 'Against human judgements: recall', measures: at('recall'), isMain: false },
    { title: 'Against human judgements: precision', measures: at('precision'), isMain: false },
    { title: 'Against human judgements: success', measures: at('success'), isMain: false },
  ];
  return groups.flatMap((group) => {
    const measures = group.measures.filter((measure) => known.has(measure));
    const partCount = Math.ceil(measures.length / MOST_COLUMNS);
    return Array.from({ length: partCount }, (_, part) => ({
      ...group,
      title: partCount > 1 ? `${group.title} (${part + 1} of ${partCount})` : group.title,
      measures: measures.slice(part * MOST_COLUMNS, (part + 1) * MOST_COLUMNS),
    }));
  });
}

/** The k that one number stands for: 10, or the nearest to it by ratio. */
export function headlineK(ks: readonly number[]): number {
  const distance = (k: number) => Math.abs(Math.log(k / 10));
  return ks.reduce((nearest, k) => (distance(k) < distance(nearest) ? k : nearest));
}

/** Undefined where the measure was not taken. */
export function estimateOf(
  { measures }: { readonly measures: readonly MeasureEstimate[] },
  measure: MeasureName,
): MeasureEstimate | undefined {
  return measures.find((estimate) => estimate.measure === measure);
}

/** The cells of one method, ascending budget. */
export function cellsOf({ cells }: ExperimentStatistics, methodIndex: number): CellStatistics[] {
  return cells
    .filter((cell) => cell.methodIndex === methodIndex)
    .sort((one, other) => one.budget - other.budget);
}

/** Whether any ranking was compared with human judgements. */
export function isJudged({ judgedQueryCount }: ExperimentStatistics): boolean {
  return judgedQueryCount > 0;
}
