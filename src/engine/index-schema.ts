/** What an `IndexSummary` and an `IndexParameters` are, for files and databases that come from elsewhere. */
import * as v from 'valibot';
import type {
  ImportedMethod,
  IndexMethod,
  IndexProvenance,
  IndexSummary,
  PairChoice,
  StartSpace,
  TrainQuerySource,
} from '../core/index-records.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { IndexParameters } from './records.ts';
import { count, finite, LAST_MS, natural, share } from './schema-parts.ts';

/** Typed as what it gives, so that a field that is added to the record is missed here. */
export type Schema<Output> = v.GenericSchema<unknown, Output>;

const positive = v.pipe(finite, v.gtValue(0));
const atLeast0 = v.pipe(finite, v.minValue(0));

export const startSpaceSchema: Schema<StartSpace> = v.picklist(['dual-encoder', 'lsa', 'hybrid']);
export const trainQueriesSchema: Schema<TrainQuerySource> = v.picklist([
  'own',
  'history',
  'titles',
  'sentences',
  'key-phrases',
]);

const model: Schema<ModelIdentity> = v.object({ name: v.string(), hash: v.string() });

const pairs: Schema<PairChoice> = v.variant('kind', [
  v.object({
    kind: v.literal('per-query'),
    documentsPerQuery: count,
    shares: v.object({ dualEncoder: share, bm25: share, random: share }),
  }),
  v.object({ kind: v.literal('per-document'), queriesPerDocument: count }),
  v.object({ kind: v.literal('all') }),
]);

const training = { learningRate: positive, weightDecay: atLeast0, epochs: count, patience: count };

const methods = [
  v.variant('solver', [
    v.object({ kind: v.literal('mf-trns'), solver: v.literal('adamw'), ...training, batchSize: count }),
    v.object({
      kind: v.literal('mf-trns'),
      solver: v.literal('als'),
      regularization: positive,
      epochs: count,
      patience: count,
    }),
  ]),
  v.object({ kind: v.literal('mf-ind'), ...training, batchSize: count }),
  v.object({ kind: v.literal('de-dstl'), ...training, batchSize: count, temperature: positive }),
  v.object({ kind: v.literal('anchors') }),
] as const;

const method: Schema<IndexMethod> = v.variant('kind', methods);
const anyMethod: Schema<IndexMethod | ImportedMethod> = v.variant('kind', [
  ...methods,
  v.object({ kind: v.literal('imported'), source: v.string() }),
]);

const provenance: Schema<IndexProvenance> = v.pipe(
  v.object({
    corpusHash: v.string(),
    crossEncoder: v.exactOptional(model),
    dualEncoder: v.exactOptional(model),
    codeVersion: v.string(),
    seed: finite,
    space: startSpaceSchema,
    hybridWeight: v.exactOptional(positive),
    lexicalBasis: v.exactOptional(v.string()),
    trainQueries: trainQueriesSchema,
    trainQueryCount: natural,
    pairs,
    method: anyMethod,
    trainPairCount: natural,
    heldOutPairCount: natural,
    backend: v.picklist(['wasm', 'webgpu', 'remote']),
    compute: v.string(),
  }),
  v.check(
    ({ space, hybridWeight }) => space !== 'hybrid' || hybridWeight !== undefined,
    'Invalid space: hybrid without its weight',
  ),
);

export const indexSummarySchema: Schema<IndexSummary> = v.object({
  indexId: v.string(),
  name: v.string(),
  createdMs: v.pipe(finite, v.minValue(0), v.maxValue(LAST_MS)),
  rows: natural,
  cols: natural,
  provenance,
  scoreScale: v.object({ alpha: finite, beta: finite }),
  heldOutRmseBefore: v.exactOptional(finite),
  heldOutRmseAfter: v.exactOptional(finite),
  lossPerEpoch: v.array(finite),
  heldOutRmsePerEpoch: v.array(finite),
  bestEpoch: v.exactOptional(natural),
  scorerCalls: natural,
  elapsedMs: finite,
});

export const indexParametersSchema: Schema<IndexParameters> = v.object({
  corpusId: v.string(),
  name: v.string(),
  seed: finite,
  space: startSpaceSchema,
  trainQueries: trainQueriesSchema,
  trainQueryCount: count,
  pairs,
  method,
  replaces: v.exactOptional(v.string()),
});
