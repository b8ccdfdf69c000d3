/** Corpora: listed, imported, changed, and taken elsewhere. */
import { XennError } from '../core/errors.ts';
import { previewSource } from '../formats/index.ts';
import { previewDocuments } from '../formats/preview-documents.ts';
import { addDocuments } from './add-documents.ts';
import { readBackup } from './backup.ts';
import { listUnfinishedBuilds } from './build-index.ts';
import { checkCorpus } from './check-corpus.ts';
import type { CorpusUse } from './corpus-use.ts';
import type { Engine } from './engine.ts';
import { listUnfinishedRankings } from './exact-rankings.ts';
import { exportCorpus } from './export-corpus.ts';
import { exportProject } from './export-project.ts';
import { fetchFile } from './fetch-file.ts';
import { importCorpus } from './import-corpus.ts';
import { importProject } from './import-project.ts';
import { readRecalls } from './measure-recall.ts';
import type { Store } from './ports.ts';
import type { RecordStores } from './project-records.ts';
import { ownTrainQueries } from './train-queries.ts';

export interface CorpusUseCaseParts extends RecordStores {
  readonly store: Store;
  readonly use: CorpusUse;
  /** Its documents have changed, or it is gone. */
  readonly forgetCorpus: (corpusId: string) => void;
}

type CorpusUseCases = Pick<
  Engine,
  | 'readCorpusDetails'
  | 'previewImport'
  | 'previewDocuments'
  | 'fetchFile'
  | 'importCorpus'
  | 'renameCorpus'
  | 'deleteCorpus'
  | 'addDocuments'
  | 'removeDocuments'
  | 'exportCorpus'
  | 'exportProject'
  | 'importProject'
  | 'readBackup'
  | 'checkCorpus'
  | 'readStorageStatus'
>;

/** Documents shown before an import. */
const PREVIEWED_DOCUMENTS = 20;

export function createCorpusUseCases({
  store,
  runs,
  experiments,
  use,
  forgetCorpus,
}: CorpusUseCaseParts): CorpusUseCases {
  return {
    async readCorpusDetails({ corpusId }) {
      const corpus = await store.readCorpus(corpusId);
      const [indexes, unfinishedBuilds, unfinishedRankings, queries, searchHistory, recalls] =
        await Promise.all([
          store.listIndexes(corpusId),
          listUnfinishedBuilds(store, corpusId),
          listUnfinishedRankings(store, corpusId),
          store.listQueries(corpusId),
          store.listSearches(corpusId),
          readRecalls(store, corpus),
        ]);
      return {
        corpus,
        indexes,
        unfinishedBuilds,
        unfinishedRankings,
        queries,
        ownTrainQueryCount: ownTrainQueries(queries).length,
        searchHistory,
        recalls,
      };
    },

    previewImport: ({ files, format }, context) => previewSource(files, format, context?.cancel),
    previewDocuments: ({ files, options }, context) =>
      previewDocuments(files, options, PREVIEWED_DOCUMENTS, context?.cancel),
    fetchFile,
    importCorpus: (input, context) => importCorpus(store, input, context),
    async renameCorpus({ corpusId, name }) {
      if (name.trim() === '') {
        throw new XennError('InvalidArgumentError', 'The new name is empty: type at least one character.');
      }
      return store.renameCorpus(corpusId, name.trim());
    },
    // Not as a change: with the corpus gone there are no rows to mistake, and nobody waits for its preparation.
    async deleteCorpus({ corpusId }) {
      await store.deleteCorpus(corpusId);
      forgetCorpus(corpusId);
    },
    addDocuments: (input, context) =>
      use.changing(input.corpusId, async () => {
        const report = await addDocuments(store, input, context);
        forgetCorpus(input.corpusId);
        return report;
      }),
    removeDocuments: ({ corpusId, docRows }) =>
      use.changing(corpusId, async () => {
        const corpus = await store.removeDocuments(corpusId, docRows);
        forgetCorpus(corpusId);
        return corpus;
      }),

    exportCorpus: (input, context) => use.reading(input.corpusId, () => exportCorpus(store, input, context)),
    exportProject: (input, context) =>
      use.reading(input.corpusId, () => exportProject(store, { runs, experiments }, input, context)),
    importProject: ({ files }, context) => importProject(store, { runs, experiments }, files, context),
    readBackup: ({ corpusId }) => readBackup(store, { runs, experiments }, corpusId),
    checkCorpus: ({ corpusId }, context) => checkCorpus(store, corpusId, context),
    readStorageStatus: () => store.readStorageStatus(),
  };
}
