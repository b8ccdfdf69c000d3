import type { SearchMethod } from '../core/search-method.ts';
import { presetOf } from '../core/search-presets.ts';
import { type ExperimentReport, RANKING_DEPTH } from '../engine/experiment-records.ts';
import { isJudged } from './measures.ts';
import { countOf, countWords, listWords, pairTimeWords } from './number-words.ts';

/** Below it a bootstrap interval of a mean is itself a rough guess. */
const FEW_QUERIES = 50;

/** What a reader has to know before believing the numbers, written from the data: the gravest first. */
export function caveats(report: ExperimentReport): string[] {
  return [
    ...unfinished(report),
    ...sample(report),
    ...madeQueries(report),
    ...fewQueries(report),
    ...judgements(report),
    ...time(report),
    ...calls(report),
    ...methods(report),
    ...importedRuns(report),
    'The exact ranking is the cross-encoder’s own. Recall against it says how much of that ranking was found, not whether the cross-encoder is right.',
    'Intervals are of the means over these queries (bootstrap, 95 %). That two of them overlap is no test: the differences have intervals and p values of their own, and Holm’s correction is over all comparisons of one measure.',
    'Where scores are equal, the document that comes first in the corpus stands first.',
  ];
}

function unfinished({ summary, statistics }: ExperimentReport): string[] {
  if (statistics.queryCount >= summary.queryCount) return [];
  return [
    `Unfinished: ${countWords(statistics.queryCount)} of ${countOf(summary.queryCount, 'query', 'queries')} were done when this was written. All numbers are of these.`,
  ];
}

function sample({ summary, request, provenance }: ExperimentReport): string[] {
  const { availableQueryCount } = provenance;
  if (summary.queryCount >= availableQueryCount) return [];
  return [
    `A sample: ${countWords(summary.queryCount)} of ${countOf(availableQueryCount, 'test query', 'test queries')}, drawn with the seed ${request.seed}. Other queries would give other numbers.`,
  ];
}

function madeQueries({ summary, provenance: { madeQueryCount = 0 } }: ExperimentReport): string[] {
  if (madeQueryCount === 0) return [];
  const of = countOf(summary.queryCount, 'test query', 'test queries');
  return [
    `${madeQueryCount < summary.queryCount ? `${countWords(madeQueryCount)} of ${of}` : `All ${of}`} were made from documents of the corpus, and nobody asked them. Questions of people may share fewer words with what answers them, and methods may compare differently on those.`,
  ];
}

function fewQueries({ statistics: { queryCount } }: ExperimentReport): string[] {
  if (queryCount === 0 || queryCount >= FEW_QUERIES) return [];
  return [
    `Few queries: with ${countWords(queryCount)} the intervals are wide, and themselves rough. Small differences cannot be seen.`,
  ];
}

function judgements({ request, statistics }: ExperimentReport): string[] {
  const { queryCount, judgedQueryCount } = statistics;
  if (queryCount === 0) return [];
  if (!isJudged(statistics)) {
    return [
      'No query has human judgements, so nothing here says how relevant the results are: only how much of the cross-encoder’s own ranking was found.',
    ];
  }
  const depth = Math.max(RANKING_DEPTH, ...request.ks);
  return [
    ...(judgedQueryCount < queryCount
      ? [
          `${countWords(judgedQueryCount)} of ${countOf(queryCount, 'query', 'queries')} have human judgements; measures of judgements are means over these alone.`,
        ]
      : []),
    `Documents that nobody judged count as not relevant, as in trec_eval. Judgements are usually made of what older systems found, so a search that finds other relevant documents is rated too low.`,
    `Rankings are judged down to place ${countWords(depth)}: MAP and MRR count nothing below it, where trec_eval usually sees 1,000.`,
  ];
}

function time({ provenance: { msPerPair, msPerPairBasis, crossEncoder } }: ExperimentReport): string[] {
  if (!crossEncoder) {
    return ['Scores and vectors were computed elsewhere, so the seconds are those of the search alone.'];
  }
  return [
    msPerPair === undefined
      ? 'How fast the cross-encoder is here is not known, so the seconds are those of the search alone.'
      : `The cross-encoder’s time is an estimate: calls times its mean for a pair (${pairTimeWords(msPerPair, msPerPairBasis)}). The searches themselves took their scores from the exact rankings.`,
  ];
}

function calls({ request, provenance }: ExperimentReport): string[] {
  const { documentCount } = provenance;
  const indexed = provenance.itemSpaces.filter(({ indexCalls = 0 }) => indexCalls > 0);
  const unknown = provenance.itemSpaces.filter(({ indexCalls }) => indexCalls === undefined);
  const whole = request.budgets.filter((budget) => budget >= documentCount);
  return [
    ...(indexed.length > 0
      ? [
          `Calls are those of a search. Indexes took more, once for all queries: ${listWords(indexed.map(({ name, indexCalls = 0 }) => `${name} ${countWords(indexCalls)}`))}.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `Vectors of ${listWords(unknown.map(({ name }) => `“${name}”`))} were made elsewhere: how many calls they took is not known, and they may have taken many.`,
        ]
      : []),
    ...(whole.length > 0
      ? [
          `With a budget of ${listWords(whole.map(countWords))} a search scores the whole corpus (${countOf(documentCount, 'document')}): every method finds everything.`,
        ]
      : []),
  ];
}

function methods({ request }: ExperimentReport): string[] {
  const labelsWhere = (holds: (method: SearchMethod) => boolean) =>
    request.methods.filter(({ method }) => holds(method)).map(({ label }) => `“${label}”`);
  const tuned = labelsWhere(isTuned);
  const random = labelsWhere(isRandom);
  const stopping = labelsWhere(({ stopping: rule }) => rule !== undefined);
  return [
    ...(tuned.length > 0
      ? [
          `${listWords(tuned)}: the settings of this preset were chosen by trying others on test queries of SciFact. On that corpus it has an advantage.`,
        ]
      : []),
    ...(random.length > 0
      ? [`${listWords(random)}: chance plays a part, and this is one run of it, with the method’s seed.`]
      : []),
    ...(stopping.length > 0
      ? [`${listWords(stopping)}: stops by itself, so it may spend less than its budget.`]
      : []),
  ];
}

/** A preset of the app's own, whatever its number of rounds; by its values, since stored ones may be in another order. */
function isTuned({ itemSpace, seed, firstRound, fit, intercept, columns }: SearchMethod): boolean {
  return (['best', 'fast'] as const).some((name) => {
    const preset = presetOf(name).make(itemSpace, seed);
    return (
      fit.kind === 'ridge' &&
      preset.fit.kind === 'ridge' &&
      fit.mu === preset.fit.mu &&
      firstRound === preset.firstRound &&
      intercept === preset.intercept &&
      columns.length === preset.columns.length
    );
  });
}

function isRandom({ firstRound, batchRule }: SearchMethod): boolean {
  const byChance = ['thompson', 'softmax', 'epsilon-greedy', 'uniform', 'variance'];
  return firstRound === 'random' || byChance.includes(batchRule.kind);
}

function importedRuns(report: ExperimentReport): string[] {
  return report.importedRuns.flatMap(
    ({ name, unknownQueryLines, unknownDocumentLines, missingQueryCount }) => [
      ...(unknownQueryLines + unknownDocumentLines > 0
        ? [
            `Of the imported run “${name}”, ${countOf(unknownQueryLines, 'line')} of queries that the experiment has not and ${countOf(unknownDocumentLines, 'line')} of documents that the corpus has not were left out.`,
          ]
        : []),
      ...(missingQueryCount > 0
        ? [
            `The imported run “${name}” has nothing for ${countWords(missingQueryCount)} of ${countOf(report.statistics.queryCount, 'query', 'queries')}: each counts as nothing found, as in trec_eval -c.`,
          ]
        : []),
    ],
  );
}
