/** What is measured over a corpus and kept with it, for databases that come from elsewhere. */
import * as v from 'valibot';
import { type Schema, startSpaceSchema, trainQueriesSchema } from './index-schema.ts';
import { queryFitSchema } from './method-schema.ts';
import type { CostReport, MeasuredRecall, RecallSettings } from './records.ts';
import { count, finite, natural, share } from './schema-parts.ts';

const settings: Schema<RecallSettings> = v.object({
  k: count,
  budget: count,
  rounds: count,
  fit: queryFitSchema,
  queryCount: count,
  seed: finite,
});

const estimate = { recall: share, low: share, high: share, queryCount: count };

export const measuredRecallSchema: Schema<MeasuredRecall> = v.object({
  itemSpace: v.string(),
  crossEncoderHash: v.string(),
  dualEncoderHash: v.string(),
  settings,
  ...estimate,
  measuredMs: finite,
});

export const costReportSchema: Schema<CostReport> = v.object({
  request: v.object({
    corpusId: v.string(),
    seed: finite,
    space: startSpaceSchema,
    trainQueries: trainQueriesSchema,
    documentsPerQuery: count,
    queryCounts: v.array(count),
    anchorCounts: v.array(count),
    methods: v.array(v.picklist(['mf-trns', 'mf-ind', 'adacur'])),
    recall: settings,
  }),
  points: v.array(
    v.object({
      method: v.picklist(['none', 'mf-trns', 'mf-ind', 'adacur']),
      trainQueryCount: natural,
      indexCalls: natural,
      buildMs: finite,
      ...estimate,
    }),
  ),
  complete: v.boolean(),
  measuredMs: finite,
});
