import { XennError } from '../core/errors.ts';
import { testQueriesOf } from '../engine/choose-test-queries.ts';
import { importCorpus } from '../engine/import-corpus.ts';
import type { Store } from '../engine/ports.ts';
import type { ImportReport, StoredQuery } from '../engine/records.ts';
import { previewSource } from '../formats/index.ts';
import { configurePdf } from '../formats/pdf-worker.ts';
import { openMemoryHost } from '../storage/memory-host.ts';
import { createStore } from '../storage/store.ts';
import { openSpaces } from './evaluate-indexes.ts';
import { needsAnchors } from './evaluate-methods.ts';
import type { CorpusSource, EvaluateOptions } from './evaluate-options.ts';
import type { ExperimentPlace, PlaceContext } from './experiment-place.ts';
import { openEncoders } from './open-encoders.ts';
import { openNodeEngine } from './open-engine.ts';
import { openSimdPath } from './open-simd.ts';
import { startPdfThread } from './pdf-threads.ts';
import { countWords } from './progress-line.ts';
import { claimScoreFolder, withScoreFolder } from './score-folder.ts';
import { readSourceFiles } from './source-files.ts';

const SHOWN_REFUSALS = 3;
const DEFAULT_MADE_QUERIES = 100;

/**
 * Imports the corpus into memory and starts the models. Throws ImportError when it is no corpus, has no test queries or the
 * scores' folder is another's; EncoderError; CancelledError.
 */
export async function openCorpusPlace(
  options: EvaluateOptions,
  source: CorpusSource,
  context: PlaceContext,
): Promise<ExperimentPlace> {
  const { threads, seed } = options;
  const files = await readSourceFiles(source.path);
  configurePdf(startPdfThread);
  const { format, mapping, suggestedName: name } = await previewSource(files, undefined, context.cancel);
  const stored = await createStore(await openMemoryHost(new Map()));
  const report = await importCorpus(
    stored,
    {
      name,
      sourceName: name,
      files,
      options: { format, ...(mapping && { mapping }) },
      // Judgements may be of either of two documents with the same text.
      leaveOutDuplicates: false,
    },
    context,
  );
  const { corpus } = report;
  sayImport(report, context);
  checkQueries(await stored.listQueries(corpus.corpusId), source);
  claimScoreFolder(source.cache, corpus);
  const { store, flush } = withScoreFolder(stored as Store, source.cache, corpus.documentCount, Date.now);
  const encoders = await openEncoders({
    threads,
    ...(source.crossEncoder !== undefined && { crossEncoder: source.crossEncoder }),
    ...(source.dualEncoder !== undefined && { dualEncoder: source.dualEncoder }),
  });
  const compute = await openSimdPath(threads);
  const device = `onnxruntime-node, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  const engine = openNodeEngine(store, { ...encoders, device }, compute, threads);
  const { corpusId } = corpus;
  const close = async () => {
    try {
      flush();
    } finally {
      compute.dispose();
      await encoders.dispose();
      stored.close();
    }
  };
  const place: ExperimentPlace = {
    ...{ engine, corpusId, name, close },
    openSpaces: (spaceContext) =>
      openSpaces(
        engine,
        { corpusId, source, needsAnchors: needsAnchors(options.methods), seed },
        spaceContext,
      ),
    adapt: (method) => method,
    afterInterrupt: `scores are kept in ${source.cache}, and the same command goes on from there`,
  };
  try {
    if (source.madeQueries) await makeQueries(place, source.madeQueries, options, context);
  } catch (error) {
    await close();
    throw error;
  }
  return place;
}

async function makeQueries(
  { engine, corpusId }: ExperimentPlace,
  from: NonNullable<CorpusSource['madeQueries']>,
  { queryCount = DEFAULT_MADE_QUERIES, seed }: EvaluateOptions,
  { say }: PlaceContext,
): Promise<void> {
  const made = await engine.makeTestQueries({ corpusId, source: from, count: queryCount, seed });
  say(
    `${countWords(made)} test queries were made from ${from}: they are easier than those that people write`,
  );
}

function sayImport({ corpus, refused, refusedCount }: ImportReport, { say }: PlaceContext): void {
  const { name, documentCount, queryCount, judgementCount } = corpus;
  say(
    `${name}: ${countWords(documentCount)} documents, ${countWords(queryCount)} queries, ` +
      `${countWords(judgementCount)} judgements`,
  );
  if (refusedCount === 0) return;
  say(`  ${countWords(refusedCount)} lines were left out, the first of them:`);
  for (const { file, line, reason } of refused.slice(0, SHOWN_REFUSALS))
    say(`  ${file}, line ${line}: ${reason}`);
}

function checkQueries(queries: readonly StoredQuery[], { path, madeQueries }: CorpusSource): void {
  const testQueryCount = countTestQueries(queries);
  if (testQueryCount === 0 && madeQueries === undefined) {
    const found = queries.length === 0 ? 'none' : `none among its ${countWords(queries.length)} queries`;
    throw new XennError(
      'ImportError',
      `Expected test queries with the documents of ${path}, found ${found}. Add queries.jsonl and qrels/test.tsv to its ` +
        'folder, or have some made from the documents: --make-queries titles.',
    );
  }
  if (testQueryCount > 0 && madeQueries !== undefined) {
    throw new XennError(
      'ImportError',
      `--make-queries is for a corpus without test queries, found ${countWords(testQueryCount)} in ${path}. Leave it out.`,
    );
  }
}

function countTestQueries(queries: readonly StoredQuery[]): number {
  try {
    return testQueriesOf(queries).length;
  } catch (error) {
    if (error instanceof XennError && error.name === 'InvalidArgumentError') return 0;
    throw error;
  }
}
