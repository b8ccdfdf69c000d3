import { describe, expect, it, test } from 'vitest';
import { STORED_RUN } from '../../testing/stored-runs.ts';
import { toReplayViews } from './replay-view.ts';
import { describeNotScored, exactPlace, findDocument, findScored } from './why-item.ts';

const runs = toReplayViews(STORED_RUN);
const [run] = runs;

describe('findScored', () => {
  test.each([
    [0, 1],
    [2, 1],
    [3, 2],
  ])('row %d was scored in round %d', (docRow, round) => {
    const scored = findScored(run.rounds, docRow);
    expect(scored?.round).toBe(round);
    expect(scored?.item.document.docRow).toBe(docRow);
  });

  it('knows nothing of an item that no round scored', () => {
    expect(findScored(run.rounds, 1)).toBeUndefined();
    expect(findScored([], 0)).toBeUndefined();
  });
});

describe('describeNotScored', () => {
  const live = {
    rounds: [{ ...run.rounds[0], estimates: Float32Array.of(0, 7, 0, 0) }, run.rounds[1]],
  };

  it('gives the estimate after the shown round and the exact place', () => {
    expect(describeNotScored(live, 1, STORED_RUN.exactTop, 1)).toEqual({
      estimate: 7,
      exact: { rank: 4, score: -2 },
    });
  });

  it('leaves out what is not known', () => {
    // The second round is a stored one, which has no estimate of row 1.
    expect(describeNotScored(live, 2, undefined, 1)).toEqual({});
    expect(describeNotScored(live, 0, undefined, 1)).toEqual({});
  });
});

test.each([
  [3, { rank: 1, score: 3 }],
  [1, { rank: 4, score: -2 }],
  [9, undefined],
])('exact place of row %d', (docRow, place) => {
  expect(exactPlace(STORED_RUN.exactTop, docRow)).toEqual(place);
});

describe('findDocument', () => {
  const kept = { docRow: 1, id: 'b', title: 'Kept', text: '' };

  it('takes it from a run, else from what was kept', () => {
    expect(findDocument(runs, [kept], 2)?.title).toBe('Zürich');
    expect(findDocument(runs, [kept], 1)).toBe(kept);
    expect(findDocument(runs, [], 1)).toBeUndefined();
  });
});
