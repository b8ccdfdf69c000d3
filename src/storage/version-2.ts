import type { IndexMethod, IndexProvenance, IndexSummary, PairChoice } from '../core/index-records.ts';
import type { ModelIdentity, RunsOn } from '../core/records.ts';
import type { Connection } from './connection.ts';

/**
 * Matrices know what their rows are, and which index they belong to: version 1 had one matrix an index, which becomes
 * its tensor 'items'. Its packed token ids did not say of how many documents they are; they are made again. Documents that wait for `commitAddition` count their rows from 0.
 */
const VERSION_2 = `
  ALTER TABLE matrix ADD COLUMN rows_are TEXT NOT NULL DEFAULT 'documents';
  ALTER TABLE matrix ADD COLUMN index_id TEXT;
  DELETE FROM matrix_block WHERE matrix_row IN (SELECT row FROM matrix WHERE key GLOB 'derived:token-ids:*');
  DELETE FROM matrix WHERE key GLOB 'derived:token-ids:*';
  UPDATE matrix SET index_id = substr(key, length('index:') + 1), key = key || ':items' WHERE key GLOB 'index:*';
  CREATE TABLE added_document (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE TABLE search (
    query_text TEXT PRIMARY KEY, searched_ms INTEGER NOT NULL, times INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE measurement (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** What every index of version 1 was trained with; its plans do not say. */
const WEIGHT_DECAY = 0.01;
const BATCH_SIZE = 4096;

interface PairsOfVersion1 {
  readonly trainQueries: 'own' | 'pseudo';
  readonly pairsPerQuery: number;
  readonly pairSource: 'dual-encoder' | 'random';
}

interface TrainingOfVersion1 {
  readonly learningRate: number;
  readonly epochs: number;
}

interface ParametersOfVersion1 extends PairsOfVersion1, TrainingOfVersion1 {
  readonly corpusId: string;
  readonly name: string;
  readonly trainQueryCount: number;
  readonly seed: number;
}

interface ProvenanceOfVersion1 extends PairsOfVersion1, TrainingOfVersion1 {
  readonly corpusHash: string;
  readonly crossEncoder: ModelIdentity;
  readonly dualEncoder: ModelIdentity;
  readonly codeVersion: string;
  readonly seed: number;
  readonly trainQueryCount: number;
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly backend: RunsOn;
  readonly compute: string;
}

type SummaryOfVersion1 = Omit<
  IndexSummary,
  'provenance' | 'heldOutRmsePerEpoch' | 'bestEpoch' | 'scorerCalls'
> & { readonly provenance: ProvenanceOfVersion1 };

/** From version 1. To be called inside a transaction. */
export function upgradeToVersion2(connection: Connection): void {
  connection.script(VERSION_2);
  rewrite(connection, 'item_index', 'summary', upgradeSummary);
  rewrite(connection, 'job', 'plan', upgradeParameters);
}

function rewrite<Old>(
  connection: Connection,
  table: string,
  column: string,
  upgrade: (old: Old) => unknown,
): void {
  for (const [rowid, json] of connection.rows<[number, string]>(`SELECT rowid, ${column} FROM ${table}`)) {
    const upgraded = JSON.stringify(upgrade(JSON.parse(json) as Old));
    connection.run(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`, upgraded, rowid);
  }
}

function upgradeSummary({ provenance, elapsedMs, ...summary }: SummaryOfVersion1): IndexSummary {
  return {
    ...summary,
    provenance: upgradeProvenance(provenance),
    heldOutRmsePerEpoch: [],
    scorerCalls: provenance.trainPairCount + provenance.heldOutPairCount,
    elapsedMs,
  };
}

function upgradeProvenance(old: ProvenanceOfVersion1): IndexProvenance {
  return {
    corpusHash: old.corpusHash,
    crossEncoder: old.crossEncoder,
    dualEncoder: old.dualEncoder,
    codeVersion: old.codeVersion,
    seed: old.seed,
    space: 'dual-encoder',
    trainQueries: upgradeTrainQueries(old),
    trainQueryCount: old.trainQueryCount,
    pairs: upgradePairs(old),
    method: upgradeMethod(old, old.weightDecay, old.batchSize),
    trainPairCount: old.trainPairCount,
    heldOutPairCount: old.heldOutPairCount,
    backend: old.backend,
    compute: old.compute,
  };
}

/** As the engine's `IndexParameters`, which storage knows nothing of. */
function upgradeParameters(old: ParametersOfVersion1) {
  return {
    corpusId: old.corpusId,
    name: old.name,
    seed: old.seed,
    space: 'dual-encoder',
    trainQueries: upgradeTrainQueries(old),
    trainQueryCount: old.trainQueryCount,
    pairs: upgradePairs(old),
    method: upgradeMethod(old, WEIGHT_DECAY, BATCH_SIZE),
  };
}

function upgradeTrainQueries({ trainQueries }: PairsOfVersion1): 'own' | 'titles' {
  return trainQueries === 'pseudo' ? 'titles' : 'own';
}

function upgradePairs({ pairsPerQuery, pairSource }: PairsOfVersion1): PairChoice {
  const dualEncoder = pairSource === 'dual-encoder' ? 1 : 0;
  return {
    kind: 'per-query',
    documentsPerQuery: pairsPerQuery,
    shares: { dualEncoder, bm25: 0, random: 1 - dualEncoder },
  };
}

/** As many epochs of patience as there are: nothing stopped early. */
function upgradeMethod(
  { learningRate, epochs }: TrainingOfVersion1,
  weightDecay: number,
  batchSize: number,
): IndexMethod {
  return {
    kind: 'mf-trns',
    solver: 'adamw',
    learningRate,
    weightDecay,
    epochs,
    patience: epochs,
    batchSize,
  };
}
