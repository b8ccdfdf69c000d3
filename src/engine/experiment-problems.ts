/** What the schema of an experiment cannot say: that its parts belong together. */
import type { Ranking } from '../core/types.ts';
import type { Experiment } from './experiment-records.ts';
import type { ExperimentFile } from './experiment-schema.ts';
import { rankingDepth } from './experiment-search.ts';
import { isBeyond, isRepeated } from './ranking-problems.ts';

type ResultFile = ExperimentFile['results'][number];

/** The first thing that does not fit, in words; undefined where all does. */
export function findExperimentProblem(experiment: ExperimentFile): string | undefined {
  const { request, results, labels, budgets, queryCount, doneQueryCount, importedRuns } = experiment;
  const ownLabels = request.methods.map(({ label }) => label);
  if (JSON.stringify(labels) !== JSON.stringify(ownLabels)) return 'labels that are not those of its methods';
  if (isRepeatedText(ownLabels)) return 'a label twice';
  if (JSON.stringify(budgets) !== JSON.stringify(request.budgets))
    return 'budgets that are not its request’s';
  if (results.length !== doneQueryCount) {
    return `${results.length} results of ${doneQueryCount} queries that are done`;
  }
  if (doneQueryCount > queryCount) return `${doneQueryCount} queries that are done, of ${queryCount}`;
  if (isRepeatedText(results.map(({ queryId }) => queryId))) return 'a query twice';
  if (importedRuns.length > 0 && doneQueryCount < queryCount) {
    return `imported runs beside ${doneQueryCount} of ${queryCount} queries that are done`;
  }
  for (const result of results) {
    const problem = problemOfResult(result, experiment);
    if (problem) return `${problem} (query “${result.queryId}”)`;
  }
  for (const { name, rankings } of importedRuns) {
    if (rankings.length !== results.length) return `an imported run of other queries (“${name}”)`;
    const problem = problemOfRankings(rankings, experiment);
    if (problem) return `${problem} (run “${name}”)`;
  }
  return problemOfIds(experiment);
}

function problemOfResult(result: ResultFile, experiment: ExperimentFile): string | undefined {
  const { methods, budgets, ks } = experiment.request;
  const { cells, judgements, exact, bm25, dualEncoder } = result;
  if (cells.length !== methods.length * budgets.length) {
    return `${cells.length} searches of ${methods.length} methods at ${budgets.length} budgets`;
  }
  if (exact.docRows.length === 0) return 'an exact ranking of nothing';
  const judged = judgements.map(({ docRow }) => docRow);
  if (isBeyond(judged, experiment.provenance.documentCount)) {
    return 'a judgement beyond the size of the corpus';
  }
  if (isRepeated(judged)) return 'a document judged twice';
  const problem =
    problemOfExact(exact, experiment) ??
    problemOfRankings([bm25, dualEncoder, ...cells.map((cell) => cell.ranking)], experiment);
  if (problem) return problem;
  const rounds = cells.flatMap((cell) => cell.rounds);
  if (rounds.some(({ recalls }) => recalls.length !== ks.length))
    return 'a round without a recall for each k';
}

/** May be longer than others, by what ties with the last place that these are kept to. */
function problemOfExact(exact: Ranking, experiment: ExperimentFile): string | undefined {
  const last = rankingDepth(experiment.request) - 1;
  if (exact.scores.slice(last).some((score) => score !== exact.scores[last])) {
    return 'an exact ranking longer than it is kept, with more than ties at its end';
  }
  return problemOfOrder(exact, experiment);
}

function problemOfRankings(rankings: readonly Ranking[], experiment: ExperimentFile): string | undefined {
  for (const ranking of rankings) {
    if (ranking.docRows.length > rankingDepth(experiment.request)) {
      return 'a ranking longer than rankings are kept';
    }
    const problem = problemOfOrder(ranking, experiment);
    if (problem) return problem;
  }
}

function problemOfOrder({ docRows, scores }: Ranking, { provenance }: ExperimentFile): string | undefined {
  if (isBeyond(docRows, provenance.documentCount)) return 'a ranked row beyond the size of the corpus';
  if (isRepeated(docRows)) return 'a row ranked twice';
  if (scores.some((score, place) => score > scores[Math.max(0, place - 1)])) {
    return 'a ranking that is not sorted';
  }
}

function problemOfIds({ results, importedRuns, documentIds }: ExperimentFile): string | undefined {
  const { docRows, ids } = documentIds;
  if (docRows.length !== ids.length) return `${ids.length} document ids for ${docRows.length} rows`;
  if (docRows.some((row, place) => place > 0 && row <= docRows[place - 1])) {
    return 'document rows that are not ascending';
  }
  const known = new Set(docRows);
  const missing = rowsIn({ results, importedRuns }).find((docRow) => !known.has(docRow));
  if (missing !== undefined) return `a document without its id (row ${missing})`;
}

/** Of every ranking and judgement, each once, ascending. */
export function rowsIn({ results, importedRuns }: Pick<Experiment, 'results' | 'importedRuns'>): Uint32Array {
  const rows = new Set<number>();
  const add = (docRows: Iterable<number>) => {
    for (const docRow of docRows) rows.add(docRow);
  };
  for (const { judgements, exact, bm25, dualEncoder, cells } of results) {
    add(judgements.map(({ docRow }) => docRow));
    for (const { docRows } of [exact, bm25, dualEncoder, ...cells.map(({ ranking }) => ranking)])
      add(docRows);
  }
  for (const { rankings } of importedRuns) for (const { docRows } of rankings) add(docRows);
  return Uint32Array.from(rows).sort();
}

function isRepeatedText(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}
