import { expect, test } from 'vitest';
import { presetOf } from '../../core/search-presets.ts';
import { makeRounds } from '../../testing/round-reports.ts';
import type { RunView } from './run-view.ts';
import { stoppingWords } from './stopping-words.ts';

const asked = 'Asked for: 0.9 that the top 10 are complete (dashed line).';
const stopping = { k: 10, confidence: 0.9 };

function runView(changes: { rule?: typeof stopping; planned?: number; status?: RunView['status'] }): RunView {
  const method = presetOf('best').make('hybrid', 0);
  const request = {
    corpusId: 'c',
    queryText: 'q',
    label: 'Best',
    budget: 100,
    method: { ...method, ...(changes.rule && { stopping: changes.rule }) },
  };
  const result = {
    request,
    itemCount: 60,
    plannedRounds: changes.planned ?? 0,
    priorVector: Float64Array.of(1),
    firstStage: { docRows: new Uint32Array(0), scores: new Float32Array(0) },
    notes: [],
    elapsedMs: 0,
    modelMs: 0,
  };
  return {
    key: 'Best',
    label: 'Best',
    request,
    itemSpaceName: 'Hybrid',
    status: changes.status ?? 'done',
    rounds: makeRounds([[{ docRow: 0, exact: 1 }], [{ docRow: 1, exact: 2 }]], 60),
    ...(changes.planned !== undefined && { result }),
  };
}

test.each([
  ['no rule', {}, 'No stopping rule was set: every round ran.'],
  ['under way', { rule: stopping, status: 'running' as const }, asked],
  [
    'cancelled',
    { rule: stopping, status: 'cancelled' as const },
    `${asked} The search ended before it could tell.`,
  ],
  [
    'stopped, of a budget larger than the corpus',
    { rule: stopping, planned: 10 },
    `${asked} Stopped after round 2 of 10: 58 calls of the budget saved.`,
  ],
  ['not stopped', { rule: stopping, planned: 2 }, `${asked} Not stopped early: all 2 rounds ran.`],
])('%s', (_, changes, words) => {
  expect(stoppingWords(runView(changes))).toBe(words);
});
