/** TREC runs made elsewhere, set beside an experiment's own rankings. */
import { XennError } from '../core/errors.ts';
import type { Cancel, Ranking } from '../core/types.ts';
import { fileName } from '../formats/entries.ts';
import type { SourceFile } from '../formats/records.ts';
import { readTrecRun, sortTrecRun, type TrecRunRow } from '../formats/trec-run.ts';
import { readDocumentIds } from './document-ids.ts';
import { rowsIn } from './experiment-problems.ts';
import type { Experiment, ImportedTrecRun } from './experiment-records.ts';
import { rankingDepth } from './experiment-search.ts';
import type { Store } from './ports.ts';

/**
 * The experiment with a run a file beside those that it has, each under a name of its own: the second 'run' is
 * 'run (2)'.
 *
 * @throws InvalidArgumentError for an experiment that is not finished, or whose corpus is not here as it was; ImportError
 *   for a line that is none, naming the place, and for a run without any of the experiment's queries; StorageError; whatever
 *   `cancel` throws.
 */
export async function addTrecRuns(
  store: Pick<Store, 'listCorpora' | 'readDocumentPage'>,
  experiment: Experiment,
  files: readonly SourceFile[],
  cancel?: Cancel,
): Promise<{ experiment: Experiment; added: ImportedTrecRun[] }> {
  if (experiment.doneQueryCount < experiment.queryCount) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected a finished experiment to set runs beside, found ${experiment.doneQueryCount} of ${experiment.queryCount} ` +
        'queries done: resume it, then import the runs.',
    );
  }
  const ids = await readCorpusIds(store, experiment);
  const docRowOf = new Map(ids.map((id, docRow) => [id, docRow]));
  const importedRuns = [...experiment.importedRuns];
  for (const file of files) {
    const run = await readRun(experiment, docRowOf, file, cancel);
    importedRuns.push({ ...run, name: freeName(run.name, importedRuns) });
  }
  const docRows = rowsIn({ results: experiment.results, importedRuns });
  const documentIds = { docRows, ids: Array.from(docRows, (docRow) => ids[docRow]) };
  return {
    experiment: { ...experiment, importedRuns, documentIds },
    added: importedRuns.slice(experiment.importedRuns.length),
  };
}

function freeName(name: string, runs: readonly ImportedTrecRun[]): string {
  const taken = new Set(runs.map((run) => run.name));
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
  return free;
}

/** Of a corpus with the same documents, whatever became of the one that the experiment ran on. */
async function readCorpusIds(
  store: Pick<Store, 'listCorpora' | 'readDocumentPage'>,
  { provenance: { corpusName, corpusHash } }: Experiment,
): Promise<string[]> {
  const corpus = (await store.listCorpora()).find(({ hash }) => hash === corpusHash);
  if (corpus) return readDocumentIds(store, corpus.corpusId, corpus.documentCount);
  throw new XennError(
    'InvalidArgumentError',
    `Expected the corpus “${corpusName}” with the documents that it had, to find those of the runs, found none such here. ` +
      'Import it again, then import the runs.',
  );
}

/** Best first as trec_eval orders it, to the depth of the experiment's rankings. */
async function readRun(
  { request, results }: Pick<Experiment, 'request' | 'results'>,
  docRowOf: ReadonlyMap<string, number>,
  file: SourceFile,
  cancel?: Cancel,
): Promise<ImportedTrecRun> {
  const depth = rankingDepth(request);
  const rowsByQuery = new Map(results.map(({ queryId }) => [queryId, [] as TrecRunRow[]]));
  let unknownQueryLines = 0;
  let unknownDocumentLines = 0;
  for await (const { rows, refused } of readTrecRun(file, cancel)) {
    if (refused.length > 0) throw refusedLine(refused[0]);
    for (const row of rows) {
      const known = rowsByQuery.get(row.queryId);
      if (!known) unknownQueryLines += 1;
      else if (!docRowOf.has(row.docId)) unknownDocumentLines += 1;
      else known.push(row);
    }
  }
  const rankings = Array.from(rowsByQuery.values(), (rows): Ranking => {
    const first = sortTrecRun(rows).slice(0, depth);
    return {
      docRows: Uint32Array.from(first, ({ docId }) => docRowOf.get(docId) as number),
      scores: Float32Array.from(first, ({ score }) => score),
    };
  });
  if (rankings.every(({ docRows }) => docRows.length === 0)) {
    throw new XennError(
      'ImportError',
      `${file.path}: expected a TREC run of this experiment's queries, found none of them (${unknownQueryLines} lines of ` +
        `other queries, ${unknownDocumentLines} of documents that the corpus has not). Check the ids, or choose another file.`,
    );
  }
  const name = fileName(file.path).replace(/\.[^.]*$/, '');
  return { name, rankings, unknownQueryLines, unknownDocumentLines };
}

function refusedLine({ file, line, reason }: { file: string; line: number; reason: string }): XennError {
  return new XennError(
    'ImportError',
    `${file}, line ${line}: ${reason}. Nothing was imported; mend the line, or choose another file.`,
  );
}
