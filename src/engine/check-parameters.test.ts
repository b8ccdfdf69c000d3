import { describe, expect, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import type { IndexMethod, PairChoice } from '../core/index-records.ts';
import { checkParameters } from './check-parameters.ts';
import type { IndexParameters } from './records.ts';

const adamw = { learningRate: 1e-3, weightDecay: 0.01, epochs: 20, patience: 3, batchSize: 4096 };
const methods: Record<string, IndexMethod> = {
  'MF_Trns by AdamW': { kind: 'mf-trns', solver: 'adamw', ...adamw },
  'MF_Trns by ALS': { kind: 'mf-trns', solver: 'als', regularization: 0.01, epochs: 10, patience: 3 },
  MF_Ind: { kind: 'mf-ind', ...adamw },
  DE_dstl: { kind: 'de-dstl', ...adamw, batchSize: 8, temperature: 1 },
};
const perQuery = (changes: object = {}): PairChoice => ({
  kind: 'per-query',
  documentsPerQuery: 50,
  shares: { dualEncoder: 0.5, bm25: 0.25, random: 0.25 },
  ...changes,
});
const parameters = (changes: object = {}): IndexParameters => ({
  corpusId: 'c',
  name: 'An index',
  seed: 1,
  space: 'hybrid',
  trainQueries: 'own',
  trainQueryCount: 100,
  pairs: perQuery(),
  method: methods['MF_Trns by AdamW'],
  ...changes,
});

describe('parameters that an index can be made with', () => {
  test.each(Object.entries(methods))('%s', (_, method) => {
    expect(() => checkParameters(parameters({ space: 'dual-encoder', method }))).not.toThrow();
  });
  test.each<[string, object]>([
    ['anchors', { method: { kind: 'anchors' }, pairs: { kind: 'all' } }],
    ['pairs by document', { pairs: { kind: 'per-document', queriesPerDocument: 2 } }],
    ['shares with rounding', { pairs: perQuery({ shares: { dualEncoder: 0.1, bm25: 0.2, random: 0.7 } }) }],
  ])('%s', (_, changes) => {
    expect(() => checkParameters(parameters(changes))).not.toThrow();
  });
});

const withMethod = (
  name: string,
  { space = 'hybrid', ...changes }: { space?: string; [name: string]: unknown },
) => ({
  space,
  method: { ...methods[name], ...changes },
});

test.each<[object, string]>([
  [{ name: ' ' }, 'The index has no name: give it one.'],
  [{ trainQueryCount: 0 }, 'Expected 1 or more train queries, got 0.'],
  [{ pairs: perQuery({ documentsPerQuery: 0 }) }, 'Expected 1 or more documents per train query, got 0.'],
  [
    { pairs: perQuery({ shares: { dualEncoder: 0.5, bm25: 0.5, random: 0.5 } }) },
    'Expected shares of at least 0 that add up to 1, got 0.5, 0.5, 0.5.',
  ],
  [
    { pairs: perQuery({ shares: { dualEncoder: 1.5, bm25: -0.5, random: 0 } }) },
    'Expected shares of at least 0 that add up to 1, got 1.5, -0.5, 0.',
  ],
  [
    { pairs: { kind: 'per-document', queriesPerDocument: 0.5 } },
    'Expected 1 or more train queries per document, got 0.5.',
  ],
  [{ method: { kind: 'anchors' } }, 'Anchor scores are dense: expected all documents to be scored.'],
  [withMethod('MF_Ind', { epochs: 1.5 }), 'Expected 1 or more epochs, got 1.5.'],
  [withMethod('MF_Ind', { patience: 0 }), 'Expected 1 or more epochs of patience, got 0.'],
  [withMethod('MF_Ind', { learningRate: 0 }), 'Expected a learning rate above 0, got 0.'],
  [withMethod('MF_Ind', { weightDecay: -1 }), 'Expected a weight decay of at least 0, got -1.'],
  [withMethod('MF_Ind', { batchSize: 0 }), 'Expected 1 or more pairs a step, got 0.'],
  [withMethod('MF_Trns by ALS', { regularization: 0 }), 'Expected a regularisation above 0, got 0.'],
  [
    withMethod('DE_dstl', { batchSize: 0, space: 'dual-encoder' }),
    'Expected 1 or more train queries a step, got 0.',
  ],
  [
    withMethod('DE_dstl', { temperature: Number.NaN, space: 'dual-encoder' }),
    'Expected a temperature above 0, got NaN.',
  ],
  [
    withMethod('DE_dstl', {}),
    'Distillation trains the dual-encoder: expected its vectors to start from, got hybrid.',
  ],
])('refuses %j', (changes, message) => {
  expect(() => checkParameters(parameters(changes))).toThrow(new XennError('InvalidArgumentError', message));
});
