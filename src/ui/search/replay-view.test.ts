import { describe, expect, it, test } from 'vitest';
import { STORED_RUN } from '../../testing/stored-runs.ts';
import type { StoredRun } from '../../workers/client.ts';
import { replayFacts } from './replay-facts.ts';
import { toReplayViews } from './replay-view.ts';
import { estimateOf } from './run-view.ts';

describe('toReplayViews', () => {
  const [view, ...others] = toReplayViews(STORED_RUN);

  it('is the run as it was', () => {
    expect(others).toEqual([]);
    expect(view).toMatchObject({ label: 'Ridge', status: 'done', itemSpaceName: 'Dual-encoder' });
    expect(view.request).toBe(STORED_RUN.methods[0].request);
    expect(view.result).toMatchObject({ itemCount: 4, plannedRounds: 2, notes: ['A note.'], elapsedMs: 31 });
    expect(view.result).not.toHaveProperty('rounds');
  });

  it('keeps what was worked out of each round when it was kept', () => {
    const known = view.rounds.map(({ index, stepLength, priorAngle, headError, tailError, mapPoint }) => ({
      index,
      stepLength,
      priorAngle,
      headError,
      tailError,
      mapPoint,
    }));
    expect(known).toEqual([
      {
        index: 1,
        stepLength: 0.5,
        priorAngle: 12,
        headError: 0.5,
        tailError: undefined,
        mapPoint: [0.5, 0.25],
      },
      {
        index: 2,
        stepLength: 0.25,
        priorAngle: 20,
        headError: 0.25,
        tailError: undefined,
        mapPoint: [0.75, 0.5],
      },
    ]);
  });

  test.each([
    [3, 2.75],
    [2, -0.75],
    [1, undefined],
  ])('the last estimate of row %d', (docRow, estimate) => {
    expect(estimateOf(view.rounds[1], docRow)).toBe(estimate);
  });

  it('tells methods apart, also those of the same label', () => {
    const [method] = STORED_RUN.methods;
    const keys = toReplayViews({ methods: [method, method] }).map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('replayFacts', () => {
  it('says what was searched, when, and by what', () => {
    expect(replayFacts(STORED_RUN, 'UTC')).toBe(
      'It ran over the corpus “Seas” (4 documents) and was kept on 14 Nov 2023, 22:13. Scores: cross-encoder cross on ' +
        'WASM; first stage and prior: dual-encoder dual. The exact ranking was known: its best 4 items were kept.',
    );
  });

  it('says so when the exact ranking was not known, and names a backend of another version as it is', () => {
    const { exactTop: _, ...run } = STORED_RUN;
    const other: StoredRun = { ...run, backend: 'webnn' };
    expect(replayFacts(other, 'UTC')).toBe(
      'It ran over the corpus “Seas” (4 documents) and was kept on 14 Nov 2023, 22:13. Scores: cross-encoder cross on ' +
        'webnn; first stage and prior: dual-encoder dual. The exact ranking was not known, so there is no recall.',
    );
  });
});
