import { describe, expect, test } from 'vitest';
import { indexSummaryOf } from '../testing/exchange-store.ts';
import { findUnreadable } from './find-unreadable.ts';
import type { CostReport, IndexParameters, MeasuredRecall, RecallSettings } from './records.ts';

const INDEX = indexSummaryOf(3, 2);

const BUILD: IndexParameters = {
  corpusId: 'elsewhere',
  name: 'My index',
  seed: 1,
  space: 'lsa',
  trainQueries: 'key-phrases',
  trainQueryCount: 10,
  pairs: { kind: 'per-document', queriesPerDocument: 2 },
  method: {
    kind: 'de-dstl',
    learningRate: 0.1,
    weightDecay: 0,
    epochs: 3,
    patience: 2,
    batchSize: 4,
    temperature: 0.5,
  },
};
const RANKING = { corpusId: 'elsewhere', queryCount: 5, seed: 0 };

const SETTINGS: RecallSettings = {
  k: 10,
  budget: 100,
  rounds: 5,
  fit: { kind: 'ridge', mu: 'leave-one-out' },
  queryCount: 20,
  seed: 7,
};
const ESTIMATE = { recall: 0.5, low: 0.4, high: 1, queryCount: 20 };
const RECALL: MeasuredRecall = {
  itemSpace: 'hybrid',
  crossEncoderHash: 'c1',
  dualEncoderHash: 'c2',
  settings: SETTINGS,
  ...ESTIMATE,
  measuredMs: 1_700_000_000_000,
};
const COST: CostReport = {
  request: {
    corpusId: 'elsewhere',
    seed: 1,
    space: 'hybrid',
    trainQueries: 'own',
    documentsPerQuery: 10,
    queryCounts: [5, 10],
    anchorCounts: [],
    methods: ['mf-trns', 'adacur'],
    recall: SETTINGS,
  },
  points: [{ method: 'none', trainQueryCount: 0, indexCalls: 0, buildMs: 0, ...ESTIMATE }],
  complete: false,
  measuredMs: 1_700_000_000_000,
};

/** What a database holds, by where it is kept. */
interface Content {
  readonly index?: unknown;
  readonly build?: unknown;
  readonly ranking?: unknown;
  readonly cost?: unknown;
  readonly recall?: unknown;
  readonly jobKind?: string;
}

function problemOf(changes: Content): Promise<string | undefined> {
  const content = { index: INDEX, build: BUILD, ranking: RANKING, cost: COST, recall: RECALL, ...changes };
  const job = (kind: string, plan: unknown) => ({
    jobId: kind,
    kind: kind as 'build-index',
    createdMs: 0,
    plan: JSON.stringify(plan),
  });
  const measured = new Map([
    ['cost:', content.cost],
    ['recall:', content.recall],
  ]);
  return findUnreadable(
    {
      listIndexes: async () => [JSON.parse(JSON.stringify(content.index))],
      listJobs: async () => [
        job(content.jobKind ?? 'build-index', content.build),
        job('rank-queries', content.ranking),
      ],
      listMeasurements: async (_, keyStart) => [JSON.stringify(measured.get(keyStart))],
    },
    'corpus',
  );
}

test('what the engine wrote is read', async () => {
  expect(await problemOf({})).toBeUndefined();
});

describe('said with its place is', () => {
  test.each<[string, Content, string]>([
    [
      'an index that is a list',
      { index: [] },
      'at indexes.0.indexId “Invalid key: Expected "indexId" but received undefined”',
    ],
    [
      'an index of a text as its rows',
      { index: { ...INDEX, rows: '3' } },
      'at indexes.0.rows “Invalid type: Expected number but received "3"”',
    ],
    [
      'an index of a loss that is null',
      { index: { ...INDEX, lossPerEpoch: [null] } },
      'at indexes.0.lossPerEpoch.0 “Invalid type: Expected number but received null”',
    ],
    [
      'an index of a date that is none',
      { index: { ...INDEX, createdMs: 1e300 } },
      'at indexes.0.createdMs “Invalid value: Expected <=8640000000000000 but received 1e+300”',
    ],
    [
      'a job that nobody knows',
      { jobKind: 'mine-coins' },
      'at jobs.0.kind “Invalid type: Expected ("build-index" | "rank-queries") but received "mine-coins"”',
    ],
    [
      'a build of a text as count',
      { build: { ...BUILD, trainQueryCount: '10' } },
      'at jobs.0.plan.trainQueryCount “Invalid type: Expected number but received "10"”',
    ],
    [
      'a build of imported vectors',
      { build: { ...BUILD, method: { kind: 'imported', source: 'a' } } },
      'at jobs.0.plan.method.kind “Invalid type: Expected ("mf-trns" | "mf-ind" | "de-dstl" | "anchors") but received "imported"”',
    ],
    [
      'a ranking of no queries',
      { ranking: { ...RANKING, queryCount: 0 } },
      'at jobs.1.plan.queryCount “Invalid value: Expected >=1 but received 0”',
    ],
    [
      'a recall above 1',
      { recall: { ...RECALL, recall: 2 } },
      'at recalls.0.recall “Invalid value: Expected <=1 but received 2”',
    ],
    [
      'a recall that was fitted in no known way',
      { recall: { ...RECALL, settings: { ...SETTINGS, fit: {} } } },
      'at recalls.0.settings.fit.kind “Invalid type: Expected ("mix" | "ridge" | "gradient-step") but received undefined”',
    ],
    [
      'a cost without points',
      { cost: { ...COST, points: undefined } },
      'at costs.0.points “Invalid key: Expected "points" but received undefined”',
    ],
    [
      'a cost that is a text',
      { cost: '<script>' },
      'at costs.0 “Invalid type: Expected Object but received "<script>"”',
    ],
  ])('%s', async (_, content, problem) => {
    expect(await problemOf(content)).toBe(problem);
  });
});
