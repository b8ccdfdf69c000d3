import { XennError } from '../core/errors.ts';
import type { CorpusSummary, ModelIdentity } from '../core/records.ts';
import type { ScoreRows } from '../formats/score-parquet.ts';
import { readDocumentIds } from './document-ids.ts';
import { exportFileName } from './export-file-name.ts';
import { writeDenseScores } from './export-scores-dense.ts';
import type { Store } from './ports.ts';
import type { CallContext, ExportedFile } from './records.ts';

declare const __XENN_VERSION__: string;

/** Rows of a row group, but for a query's scores that go beyond. */
const GROUP_ROWS = 65_536;

/**
 * All scores of the cross-encoder in use. Parquet: a row a scored pair, with the columns query (its text), doc_id and
 * score; which corpus and cross-encoder they are of is in the file's metadata. npz: the arrays scores (float32,
 * |Q| x |I|, NaN where there is none), queries and doc_ids. Cancel takes effect between queries.
 *
 * @throws StorageError when there are no scores; InvalidArgumentError when they are too many for a dense array.
 */
export async function exportScores(
  store: Pick<Store, 'readCorpus' | 'readDocumentPage' | 'listScoredQueries' | 'readScores'>,
  crossEncoder: ModelIdentity,
  { corpusId, format }: { readonly corpusId: string; readonly format: 'parquet' | 'npz' },
  { cancel }: CallContext = {},
): Promise<ExportedFile> {
  const [corpus, queries] = await Promise.all([
    store.readCorpus(corpusId),
    store.listScoredQueries(corpusId, crossEncoder.hash),
  ]);
  if (queries.length === 0) throw noScoresError(corpus, crossEncoder);
  const docIds = await readDocumentIds(store, corpusId, corpus.documentCount);
  const readScores = (query: string) => {
    cancel?.throwIfAborted();
    return store.readScores(corpusId, crossEncoder.hash, query);
  };

  async function* rowGroups(): AsyncGenerator<ScoreRows> {
    let group = emptyGroup();
    for (const query of queries) {
      const { docRows, scores } = await readScores(query);
      docRows.forEach((docRow, index) => {
        group.queries.push(query);
        group.docIds.push(docIds[docRow]);
        group.scores.push(scores[index]);
      });
      if (group.scores.length < GROUP_ROWS) continue;
      yield { ...group, scores: Float32Array.from(group.scores) };
      group = emptyGroup();
    }
    if (group.scores.length > 0) yield { ...group, scores: Float32Array.from(group.scores) };
  }

  async function parquet(): Promise<Blob> {
    const { writeScoreParquet } = await import('../formats/score-parquet.ts');
    return writeScoreParquet(rowGroups(), {
      corpus_hash: corpus.hash,
      cross_encoder: crossEncoder.name,
      cross_encoder_hash: crossEncoder.hash,
      xenn_version: __XENN_VERSION__,
    });
  }

  return {
    fileName: exportFileName(`${corpus.name} scores`, `.${format}`),
    blob: format === 'npz' ? await writeDenseScores(queries, docIds, readScores) : await parquet(),
  };
}

function emptyGroup(): { queries: string[]; docIds: string[]; scores: number[] } {
  return { queries: [], docIds: [], scores: [] };
}

function noScoresError({ name }: CorpusSummary, crossEncoder: ModelIdentity): XennError {
  return new XennError(
    'StorageError',
    `Expected scores of ${crossEncoder.name} for ${name}, found none. Search or build an index first.`,
  );
}
