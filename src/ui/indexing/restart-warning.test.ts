import { expect, test } from 'vitest';
import type { IndexParameters } from '../../workers/client.ts';
import type { CostSubject } from '../cost/cost-state.ts';
import { type LongWork, restartWarning } from './restart-warning.ts';

const nothing: LongWork = { build: { status: 'none' }, cost: { status: 'none' }, recall: { status: 'idle' } };
const runId = 1;
const build = { status: 'running', runId, parameters: {} as IndexParameters } as const;
const cost = { status: 'running', runId, stopping: false, subject: {} as CostSubject, points: [] } as const;
const recall = { status: 'running', corpusId: 'c', cancelling: false } as const;

test.each<[string, Partial<LongWork>, string | undefined]>([
  ['nothing', {}, undefined],
  ['work that has ended', { recall: { status: 'failed', corpusId: 'c', error: new Error() } }, undefined],
  ['a build', { build }, 'An index is being built: changing the backend pauses it.'],
  [
    'a measurement of cost',
    { cost },
    'The cost of indexing is being measured: changing the backend stops that. What was scored is kept: measured again with the same models, it goes on from there.',
  ],
  [
    'a measurement of recall',
    { recall },
    'Recall is being measured: changing the backend stops that. What was scored is kept: measured again with the same models, it goes on from there.',
  ],
])('%s', (_, running, warning) => {
  expect(restartWarning({ ...nothing, ...running }, 'changing the backend')).toBe(warning);
});
