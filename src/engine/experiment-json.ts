/** An experiment as text, and back. */
import { XennError } from '../core/errors.ts';
import type { Ranking } from '../core/types.ts';
import { findExperimentProblem } from './experiment-problems.ts';
import type { Experiment, ExperimentQueryResult, ExperimentSummary } from './experiment-records.ts';
import { experimentSchema } from './experiment-schema.ts';
import { parseJsonFile } from './json-file.ts';
import { encodeRanking, encodeRows } from './schema-parts.ts';

/** A result does not change once its query is done, and is written again every time that the experiment is. */
const resultTexts = new WeakMap<ExperimentQueryResult, string>();

/** The results are last, one a line. */
export function writeExperimentJson({
  results,
  importedRuns,
  documentIds,
  ...experiment
}: Experiment): string {
  const head = {
    format: 'xenn-experiment',
    ...experiment,
    importedRuns: importedRuns.map(({ rankings, ...run }) => ({
      ...run,
      rankings: rankings.map(encodeRanking),
    })),
    documentIds: { docRows: encodeRows(documentIds.docRows), ids: documentIds.ids },
  };
  return `${JSON.stringify(head).slice(0, -1)},"results":[\n${results.map(resultText).join(',\n')}\n]}`;
}

/**
 * The experiment that `writeExperimentJson` wrote, here or elsewhere. Throws ImportError, with the place in the file `path`
 * and what was expected there, for anything else.
 */
export function readExperimentJson(text: string, path: string): Experiment {
  const { format, ...experiment } = parseJsonFile(
    text,
    experimentSchema,
    findExperimentProblem,
    (found) =>
      new XennError(
        'ImportError',
        `${path}: expected an experiment that xenn exported (format xenn-experiment, version 1), found ${found}. Export it ` +
          'again there, or choose another file.',
      ),
  );
  return experiment;
}

/** What lists show of it. */
export function summaryOf(experiment: Experiment): ExperimentSummary {
  const { experimentId, createdMs, name, corpusId, corpusName, labels, budgets } = experiment;
  const { queryCount, doneQueryCount, repeats } = experiment;
  return {
    ...{ experimentId, createdMs, name, corpusId, corpusName, labels, budgets, queryCount, doneQueryCount },
    ...(repeats !== undefined && { repeats }),
  };
}

function resultText(result: ExperimentQueryResult): string {
  const known = resultTexts.get(result);
  if (known !== undefined) return known;
  const text = JSON.stringify({
    ...result,
    exact: encodeRanking(result.exact),
    bm25: encodeRanking(result.bm25),
    dualEncoder: encodeRanking(result.dualEncoder),
    cells: result.cells.map(({ ranking, ...cell }: { ranking: Ranking }) => ({
      ...cell,
      ranking: encodeRanking(ranking),
    })),
  });
  resultTexts.set(result, text);
  return text;
}
