/** Methods of the engine by the part that has them; for `onDemand`. */

export const CORPUS_METHODS = {
  readCorpusDetails: true,
  previewImport: true,
  previewDocuments: true,
  fetchFile: true,
  importCorpus: true,
  renameCorpus: true,
  deleteCorpus: true,
  addDocuments: true,
  removeDocuments: true,
  exportCorpus: true,
  exportProject: true,
  importProject: true,
  readBackup: true,
  checkCorpus: true,
  readStorageStatus: true,
} as const;

export const INDEX_METHODS = {
  addQueries: true,
  makeTestQueries: true,
  exportJudgements: true,
  planIndex: true,
  buildIndex: true,
  discardBuild: true,
  deleteIndex: true,
  exportIndex: true,
  importIndex: true,
  importVectors: true,
  exportScores: true,
  importScores: true,
  measureRecall: true,
  planCost: true,
  measureCost: true,
  readCost: true,
} as const;

export const SEARCH_METHODS = {
  search: true,
  readExactRanking: true,
  computeExactRanking: true,
  compareMethods: true,
  readItemMap: true,
  computeUmap: true,
  readUmap: true,
  findNeighbours: true,
} as const;

export const RUN_METHODS = {
  listRuns: true,
  listRunsOfOtherVersion: true,
  keepRun: true,
  readRun: true,
  deleteRun: true,
  exportRun: true,
  importRun: true,
} as const;

export const EXPERIMENT_METHODS = {
  planExactRankings: true,
  computeExactRankings: true,
  discardExactRankings: true,
  planExperiment: true,
  runExperiment: true,
  resumeExperiment: true,
  listExperiments: true,
  listExperimentsOfOtherVersion: true,
  readExperiment: true,
  readQueryMeasures: true,
  compareExperiments: true,
  deleteExperiment: true,
  exportExperiment: true,
  importExperiment: true,
  importTrecRuns: true,
} as const;
