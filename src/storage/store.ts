import { XennError } from '../core/errors.ts';
import type { SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import { appendAddition, commitAddition, discardAddition } from './additions.ts';
import { searchBm25 } from './bm25.ts';
import { checkCorpus } from './check-corpus.ts';
import type { Connection } from './connection.ts';
import { readContents } from './contents.ts';
import { readSummary, renameCorpus } from './corpus.ts';
import type { DatabaseHost } from './database.ts';
import { exportPages } from './database-pages.ts';
import { deleteDerivedMatrix, readDerivedMatrix, writeDerivedMatrix } from './derived-matrices.ts';
import { readDocumentPage, readDocumentRange, readDocuments } from './documents.ts';
import { explainError } from './errors.ts';
import { openFiles } from './files.ts';
import { deleteIndex, listIndexes, listIndexTensors, readIndexTensor, writeIndex } from './indexes.ts';
import { deleteJob, listJobs, writeJob } from './jobs.ts';
import { listMeasurements, readMeasurement, writeMeasurement } from './measurements.ts';
import type { FileTree } from './model-files.ts';
import { addQueries, listQueries, readJudgements } from './queries.ts';
import { removeDocuments } from './remove-documents.ts';
import { countScores, listScoredQueries, readScores, writeScores } from './scores.ts';
import { forgetSearches, listSearches, recordSearch } from './searches.ts';

/** What lies beside the corpora and counts as stored. */
export interface StoredBeside {
  readonly models?: FileTree;
  readonly records?: readonly FileTree[];
}

export type CorpusStore = Awaited<ReturnType<typeof createStore>>;

/**
 * Everything stored, behind asynchronous methods that exchange plain data: the `Store` of the engine's
 * ports, and besides `listUnreadable` and `close`. First removes what interrupted imports left.
 * Every error of the database becomes a StorageError that says what to do.
 */
export async function createStore(host: DatabaseHost, { models, records = [] }: StoredBeside = {}) {
  const files = await openFiles(host);
  let closed = false;

  async function explained<T>(work: () => T | Promise<T>): Promise<T> {
    if (closed) throw closedError();
    try {
      return await work();
    } catch (error) {
      if (closed) throw closedError();
      throw await explainError(error, host.space);
    }
  }

  /** The function as a method that names the corpus instead of its connection. */
  function ofCorpus<Args extends unknown[], Result>(
    work: (connection: Connection, ...args: Args) => Result | Promise<Result>,
  ) {
    return (corpusId: string, ...args: Args) => explained(() => work(files.corpus(corpusId), ...args));
  }

  /**
   * The same, for a method that changes the corpus: such calls run one after the other, because some of them have to
   * wait between what they read and their transaction.
   */
  function changing<Args extends unknown[], Result>(
    work: (connection: Connection, ...args: Args) => Result | Promise<Result>,
  ) {
    return (corpusId: string, ...args: Args) =>
      explained(() =>
        files.corpus(corpusId).inTurn(() => {
          if (closed) throw closedError();
          return work(files.corpus(corpusId), ...args);
        }),
      );
  }

  /** The same, for one that gives the corpus' new summary. */
  function summarizing<Args extends unknown[]>(
    work: (connection: Connection, ...args: Args) => Promise<void> | void,
  ) {
    const change = changing(work);
    return async (corpusId: string, ...args: Args) => {
      await change(corpusId, ...args);
      return explained(() => summaryOf(corpusId));
    };
  }

  const summaryOf = (corpusId: string) => readSummary(files.corpus(corpusId), corpusId);

  return {
    /** Oldest first. */
    listCorpora: () =>
      explained(() =>
        files
          .corpusIds()
          .map(summaryOf)
          .sort((left, right) => left.createdMs - right.createdMs),
      ),
    readCorpus: (corpusId: string) => explained(() => summaryOf(corpusId)),
    /** What is stored and cannot be read; `deleteCorpus` removes it. */
    listUnreadable: () => explained(() => files.unreadable()),

    beginImport: (name: string, sourceName: string) => explained(() => files.beginImport(name, sourceName)),
    appendDocuments: (corpusId: string, documents: readonly SourceDocument[]) =>
      explained(() => files.importing(corpusId, (open) => open.appendDocuments(documents))),
    appendQueries: (corpusId: string, queries: readonly SourceQuery[]) =>
      explained(() => files.importing(corpusId, (open) => open.appendQueries(queries))),
    appendJudgements: (corpusId: string, judgements: readonly SourceJudgement[]) =>
      explained(() => files.importing(corpusId, (open) => open.appendJudgements(judgements))),
    commitImport: (corpusId: string) =>
      explained(async () => {
        await files.commitImport(corpusId);
        return summaryOf(corpusId);
      }),
    abortImport: (corpusId: string) => explained(() => files.abortImport(corpusId)),
    renameCorpus: summarizing(renameCorpus),
    deleteCorpus: (corpusId: string) => explained(() => files.deleteCorpus(corpusId)),

    exportDatabase: (corpusId: string) =>
      explained(() => files.corpus(corpusId).inTurn(() => exportPages(() => files.corpus(corpusId)))),
    importDatabase: (database: Blob) =>
      explained(async () => summaryOf(await files.importDatabase(database))),
    checkCorpus: changing(checkCorpus),
    readContents: ofCorpus(readContents),
    readStorageStatus: () =>
      explained(async () => {
        const recordBytes = await Promise.all(records.map((tree) => tree.totalBytes()));
        return {
          ...(await host.space()),
          persisted: await host.isPersisted(),
          corpora: files.corpusIds().map((corpusId) => {
            const { bytesOnDisk } = summaryOf(corpusId);
            return { corpusId, bytesOnDisk };
          }),
          modelBytes: (await models?.totalBytes()) ?? 0,
          recordBytes: recordBytes.reduce((sum, bytes) => sum + bytes, 0),
        };
      }),

    readDocuments: ofCorpus(readDocuments),
    readDocumentPage: ofCorpus(readDocumentPage),
    readDocumentRange: ofCorpus(readDocumentRange),
    searchBm25: ofCorpus(searchBm25),
    listQueries: ofCorpus(listQueries),
    readJudgements: ofCorpus(readJudgements),
    addQueries: changing(addQueries),

    readScores: ofCorpus(readScores),
    writeScores: changing(writeScores),
    listScoredQueries: ofCorpus(listScoredQueries),
    countScores: ofCorpus(countScores),

    readMatrix: ofCorpus(readDerivedMatrix),
    writeMatrix: changing(writeDerivedMatrix),
    deleteMatrix: changing(deleteDerivedMatrix),

    listIndexes: ofCorpus(listIndexes),
    listIndexTensors: ofCorpus(listIndexTensors),
    readIndexTensor: ofCorpus(readIndexTensor),
    writeIndex: changing(writeIndex),
    /** Nothing is written: a tab that only reads refuses it as it refuses every change. */
    assertWritable: ofCorpus(() => undefined),
    deleteIndex: changing(deleteIndex),

    appendAddition: changing(appendAddition),
    commitAddition: summarizing(commitAddition),
    abortAddition: changing(discardAddition),
    removeDocuments: summarizing(removeDocuments),

    listSearches: ofCorpus(listSearches),
    recordSearch: changing(recordSearch),
    forgetSearches: changing(forgetSearches),

    readMeasurement: ofCorpus(readMeasurement),
    listMeasurements: ofCorpus(listMeasurements),
    writeMeasurement: changing(writeMeasurement),

    listJobs: ofCorpus(listJobs),
    writeJob: changing(writeJob),
    deleteJob: changing(deleteJob),

    /** Closes every file and lets the storage go. Synchronous, so that a page being left can still do it. */
    close(): void {
      if (closed) return;
      closed = true;
      host.close();
    },
  };
}

function closedError(): XennError {
  return new XennError('StorageError', 'The storage is closed. Reload the page to open it again.');
}
