/** What a `StoredRun` is as JSON: documents once, numbers of arrays as base64 of their little-endian bytes. */
import * as v from 'valibot';
import { searchRequestSchema } from './method-schema.ts';
import { count, finite, floats, LAST_MS, natural, ranking, rows, together } from './schema-parts.ts';

const vector = v.pipe(
  floats,
  v.transform((values) => Float64Array.from(values)),
);
const model = v.object({ name: v.string(), hash: v.string() });

const newItem = v.object({
  docRow: natural,
  exactScore: finite,
  pickedBy: v.picklist([
    'first-stage',
    'prior',
    'greedy',
    'upper-confidence',
    'thompson',
    'softmax',
    'epsilon-greedy',
    'uniform',
    'variance',
    'graph',
    'exploration',
  ]),
  estimateBefore: v.exactOptional(finite),
  deviationBefore: v.exactOptional(finite),
  ranks: v.object({
    bm25: v.exactOptional(count),
    dualEncoder: v.exactOptional(count),
    itemSpace: v.exactOptional(count),
  }),
  pulls: v.exactOptional(v.array(v.object({ docRow: natural, amount: finite }))),
});

const round = v.object({
  index: count,
  newItems: v.array(newItem),
  columnWeights: vector,
  mu: v.exactOptional(finite),
  estimates: v.pipe(
    v.object({ docRows: rows, values: floats }),
    v.check(({ docRows, values }) => docRows.length === values.length, together),
  ),
  best: ranking,
  confidence: v.exactOptional(finite),
  scorerCalls: natural,
  computedCalls: natural,
  elapsedMs: finite,
  modelMs: finite,
  stepLength: v.exactOptional(finite),
  priorAngle: v.exactOptional(finite),
  mapPoint: v.exactOptional(v.tuple([finite, finite])),
  headError: v.exactOptional(finite),
  tailError: v.exactOptional(finite),
});

const methodRun = v.object({
  request: searchRequestSchema,
  itemCount: count,
  rounds: v.array(round),
  plannedRounds: count,
  priorVector: vector,
  firstStage: ranking,
  notes: v.array(v.string()),
  elapsedMs: finite,
  modelMs: finite,
  itemSpaceName: v.string(),
});

export const runSchema = v.object({
  format: v.literal('xenn-run'),
  version: v.literal(1),
  runId: v.string(),
  createdMs: v.pipe(natural, v.maxValue(LAST_MS)),
  corpusName: v.string(),
  queryText: v.string(),
  labels: v.array(v.string()),
  budget: count,
  corpusHash: v.string(),
  crossEncoder: model,
  dualEncoder: model,
  backend: v.string(),
  itemCount: count,
  methods: v.pipe(v.array(methodRun), v.minLength(1)),
  exactTop: v.exactOptional(ranking),
  documents: v.array(
    v.object({
      docRow: natural,
      id: v.string(),
      title: v.string(),
      text: v.string(),
      parentId: v.exactOptional(v.string()),
    }),
  ),
  map: v.pipe(
    v.object({
      docRows: rows,
      points: floats,
      varianceShare: v.array(finite),
      kind: v.picklist(['pca', 'umap']),
    }),
    v.check(({ docRows, points }) => 2 * docRows.length === points.length, together),
  ),
});

export type RunFile = v.InferOutput<typeof runSchema>;
export type RunJson = v.InferInput<typeof runSchema>;
