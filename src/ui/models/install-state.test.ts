import { expect, test } from 'vitest';
import type { InstalledModel } from '../../core/records.ts';
import type { InstallProgress } from '../../workers/client.ts';
import { type InstallAction, type InstallState, NO_INSTALL, reduceInstall } from './install-state.ts';

const of = { kind: 'cross-encoder', name: 'owner/name' } as const;
const progress = { done: 1, total: 2 } as InstallProgress;
const later = { done: 2, total: 2 } as InstallProgress;
const error = new Error('The disk is full.');
const model = { modelId: 'a' } as InstalledModel;

const running: InstallState = { status: 'running', ...of, stopping: false };
const stopped: InstallState = { status: 'stopped', ...of };
const failed: InstallState = { status: 'failed', ...of, error };
const installed: InstallState = { status: 'installed', model };
const started: InstallAction = { type: 'started', ...of };

const cases: readonly [string, InstallState, InstallAction, InstallState][] = [
  ['starting', NO_INSTALL, started, running],
  ['starting again after a stop', stopped, started, running],
  ['starting again drops the old error', failed, started, running],
  ['starting the next one', installed, started, running],
  ['one at a time', running, { type: 'started', kind: 'dual-encoder', name: 'another' }, running],
  [
    'progress',
    { ...running, progress },
    { type: 'progressed', progress: later },
    { ...running, progress: later },
  ],
  [
    'asking to stop',
    { ...running, progress },
    { type: 'stopAsked' },
    { ...running, progress, stopping: true },
  ],
  [
    'progress until it stops',
    { ...running, stopping: true },
    { type: 'progressed', progress },
    { ...running, progress, stopping: true },
  ],
  ['stopped', { ...running, progress, stopping: true }, { type: 'stopped' }, stopped],
  ['failed', { ...running, progress }, { type: 'failed', error }, failed],
  ['installed', { ...running, progress }, { type: 'installed', model }, installed],
  [
    'installed before the stop was heard',
    { ...running, stopping: true },
    { type: 'installed', model },
    installed,
  ],
  ['a running one cannot be dismissed', running, { type: 'dismissed' }, running],
  ['dismissing a stop', stopped, { type: 'dismissed' }, NO_INSTALL],
  ['dismissing an error', failed, { type: 'dismissed' }, NO_INSTALL],
  ['dismissing what was installed', installed, { type: 'dismissed' }, NO_INSTALL],
];

test.each(cases)('%s', (_, state, action, next) => {
  expect(reduceInstall(state, action)).toEqual(next);
});

const ended = [NO_INSTALL, stopped, failed, installed];
const late: readonly InstallAction[] = [
  { type: 'progressed', progress },
  { type: 'stopAsked' },
  { type: 'stopped' },
  { type: 'failed', error: new Error('late') },
  { type: 'installed', model: { modelId: 'late' } as InstalledModel },
];

test.each(late)('$type after the end changes nothing', (action) => {
  for (const state of ended) expect(reduceInstall(state, action)).toBe(state);
});
