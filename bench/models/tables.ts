import { table } from '../markdown.ts';
import { SCORE_GROUPS } from './evaluate-set.ts';
import { type Figures, ROLES } from './figures.ts';
import { PROBE_KINDS } from './probes.ts';

const SCORE_STATISTICS = ['mean', 'sd', 'min', 'q05', 'median', 'q95', 'max'];

/** The figures of `sets` as Markdown, for people. */
export function tablesOf(sets: readonly string[], figures: Figures): string {
  const at = (name: string) => show(figures[name]);
  const withInterval = (set: string, system: string) =>
    `${at(`ndcg10.${set}.${system}`)} [${at(`ci95.${set}.${system}.low`)}, ${at(`ci95.${set}.${system}.high`)}]`;

  const reranking = table(
    [
      'set',
      'queries',
      'BM25',
      'starter',
      'current',
      'current / BM25',
      'p current = BM25',
      'p current = starter',
      'starter + BM25',
      'current + BM25',
      'p current + BM25 = BM25',
    ],
    sets.map((set) => [
      set,
      String(figures[`queries.${set}`]),
      withInterval(set, 'bm25'),
      withInterval(set, 'starter'),
      withInterval(set, 'current'),
      at(`timesBm25.${set}.current`),
      at(`p.${set}.currentVsBm25`),
      at(`p.${set}.currentVsStarter`),
      at(`ndcg10.${set}.starterPlusBm25`),
      at(`ndcg10.${set}.currentPlusBm25`),
      at(`p.${set}.currentPlusBm25VsBm25`),
    ]),
  );
  const dualEncoders = table(
    [
      'set',
      'nDCG@10 BM25',
      'starter',
      'current',
      'recall@100 BM25',
      'starter',
      'current',
      'correlation with the cross-encoder, starter',
      'current',
    ],
    sets.map((set) => [
      set,
      at(`ndcg10.${set}.bm25`),
      withInterval(set, 'starterDualEncoder'),
      withInterval(set, 'currentDualEncoder'),
      at(`recall100.${set}.bm25`),
      at(`recall100.${set}.starterDualEncoder`),
      at(`recall100.${set}.currentDualEncoder`),
      at(`corr.${set}.starter`),
      at(`corr.${set}.current`),
    ]),
  );
  const firstHits = table(
    ['set', 'BM25', 'starter', 'current', 'starter, whole corpus', 'current, whole corpus'],
    sets.map((set) => [
      set,
      at(`mrr10.${set}.bm25`),
      at(`mrr10.${set}.starter`),
      at(`mrr10.${set}.current`),
      at(`mrr10.${set}.starterExact`),
      at(`mrr10.${set}.currentExact`),
    ]),
  );
  const scores = table(
    ['set', 'model', 'pairs', 'number', ...SCORE_STATISTICS],
    sets.flatMap((set) =>
      ROLES.flatMap((role) =>
        SCORE_GROUPS.map((group) => [
          set,
          role,
          group,
          String(figures[`scores.${set}.${role}.${group}.count`]),
          ...SCORE_STATISTICS.map((statistic) =>
            show(figures[`scores.${set}.${role}.${group}.${statistic}`], 2),
          ),
        ]),
      ),
    ),
  );
  const probes = table(
    ['probe', 'number', ...ROLES],
    PROBE_KINDS.map((kind) => [
      kind,
      String(figures[`probes.${kind}.count`]),
      ...ROLES.map((role) => at(`probes.${kind}.${role}`)),
    ]),
  );
  return [
    `nDCG@10 of BM25's first 100 re-ranked, with 95 % intervals\n\n${reranking}`,
    `Dual-encoders over the whole corpus\n\n${dualEncoders}`,
    `MRR@10, re-ranked as above and over the whole corpus\n\n${firstHits}`,
    `Raw scores of the cross-encoders\n\n${scores}`,
    `Share of probes whose right passage scores higher; guessing gives .5\n\n${probes}`,
  ].join('\n\n');
}

function show(value: number | null | undefined, digits = 3): string {
  return value === null || value === undefined ? '' : value.toFixed(digits);
}
