/** An experiment's rankings and judgements as TREC files. */
import type { Ranking } from '../core/types.ts';
import { writeQrels } from '../formats/qrels.ts';
import { writeTrecRun } from '../formats/trec-run.ts';
import type { Experiment, ExperimentQueryResult } from './experiment-records.ts';
import { firstOf, rankingDepth } from './experiment-search.ts';
import { exportFileName } from './export-file-name.ts';

/** A text file. */
export interface TrecFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A run a cell and one a reference, and the judgements as they were. Throws InvalidArgumentError for an id with white space,
 * which TREC's formats cannot hold.
 */
export function trecFiles({ request, results, importedRuns, documentIds }: Experiment): TrecFile[] {
  const { methods, budgets } = request;
  const idOf = new Map(Array.from(documentIds.docRows, (docRow, i) => [docRow, documentIds.ids[i]]));
  const nameOf = (docRow: number) => idOf.get(docRow) as string;
  const runFile = (
    path: string,
    tag: string,
    rankingOf: (result: ExperimentQueryResult, query: number) => Ranking,
  ): TrecFile => {
    const rankings = results.map((result, query) => {
      const { docRows, scores } = rankingOf(result, query);
      return { queryId: result.queryId, docIds: Array.from(docRows, nameOf), scores };
    });
    return { path: `runs/${path}`, text: [...writeTrecRun(rankings, tag)].join('') };
  };
  const judgements = results.flatMap(({ queryId, judgements: judged }) =>
    judged.map(({ docRow, grade }) => ({ queryId, docId: nameOf(docRow), grade })),
  );
  return [
    { path: 'qrels.txt', text: writeQrels(judgements) },
    ...methods.flatMap(({ label }, method) =>
      budgets.map((budget, column) =>
        // Two labels can be one file name.
        runFile(
          exportFileName(`${method + 1} ${label} B ${budget}`, '.trec'),
          `${label}-B${budget}`,
          ({ cells }) => cells[method * budgets.length + column].ranking,
        ),
      ),
    ),
    runFile('exact.trec', 'exact', ({ exact }) => firstOf(exact, rankingDepth(request))),
    runFile('bm25.trec', 'bm25', ({ bm25 }) => bm25),
    runFile('dual-encoder.trec', 'dual-encoder', ({ dualEncoder }) => dualEncoder),
    ...importedRuns.map(({ name, rankings }, run) =>
      runFile(exportFileName(`imported ${run + 1} ${name}`, '.trec'), name, (_, query) => rankings[query]),
    ),
  ];
}
