/** What an `Experiment` is as JSON: rankings as base64 of their little-endian bytes. */
import * as v from 'valibot';
import { searchMethodSchema } from './method-schema.ts';
import { count, finite, LAST_MS, natural, ranking, rows, share } from './schema-parts.ts';

const model = v.object({ name: v.string(), hash: v.string() });

const ascending = v.pipe(
  v.array(count),
  v.minLength(1),
  v.check(
    (values) => values.every((value, i) => i === 0 || value > values[i - 1]),
    'Invalid numbers: not ascending',
  ),
);

const request = v.object({
  corpusId: v.string(),
  name: v.string(),
  methods: v.pipe(v.array(v.object({ label: v.string(), method: searchMethodSchema })), v.minLength(1)),
  budgets: ascending,
  ks: ascending,
  queryCount: count,
  seed: natural,
});

const itemSpace = v.object({
  itemSpace: v.string(),
  name: v.string(),
  indexCalls: v.exactOptional(natural),
  vectorsHash: v.string(),
});

const moment = v.pipe(natural, v.maxValue(LAST_MS));

const provenance = v.object({
  appVersion: v.string(),
  corpusName: v.string(),
  corpusHash: v.string(),
  documentCount: count,
  crossEncoder: v.exactOptional(model),
  dualEncoder: v.exactOptional(model),
  matrices: v.exactOptional(v.record(v.string(), v.string())),
  itemSpaces: v.array(itemSpace),
  backend: v.string(),
  compute: v.string(),
  machine: v.string(),
  startedMs: moment,
  finishedMs: v.exactOptional(moment),
  availableQueryCount: count,
  queryIds: v.exactOptional(v.array(v.string())),
  madeQueryCount: v.exactOptional(natural),
  msPerPair: v.exactOptional(finite),
  msPerPairBasis: v.exactOptional(v.string()),
});

const cell = v.object({
  rounds: v.pipe(v.array(v.object({ calls: count, recalls: v.array(share) })), v.minLength(1)),
  ranking,
  searchMs: finite,
});

const result = v.object({
  queryId: v.string(),
  text: v.string(),
  judgements: v.array(v.object({ docRow: natural, grade: v.pipe(v.number(), v.safeInteger()) })),
  exact: ranking,
  bm25: ranking,
  dualEncoder: ranking,
  cells: v.array(cell),
});

const importedRun = v.object({
  name: v.string(),
  rankings: v.array(ranking),
  unknownQueryLines: natural,
  unknownDocumentLines: natural,
});

export const experimentSchema = v.object({
  format: v.literal('xenn-experiment'),
  version: v.literal(1),
  experimentId: v.string(),
  createdMs: moment,
  name: v.string(),
  corpusId: v.string(),
  corpusName: v.string(),
  labels: v.array(v.string()),
  budgets: v.array(count),
  queryCount: count,
  doneQueryCount: natural,
  repeats: v.exactOptional(v.string()),
  request,
  provenance,
  importedRuns: v.array(importedRun),
  documentIds: v.object({ docRows: rows, ids: v.array(v.string()) }),
  results: v.array(result),
});

export type ExperimentFile = v.InferOutput<typeof experimentSchema>;
export type ExperimentJson = v.InferInput<typeof experimentSchema>;
