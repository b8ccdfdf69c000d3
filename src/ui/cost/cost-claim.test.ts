import { describe, expect, test } from 'vitest';
import type { CostPoint } from '../../workers/client.ts';
import { costClaim } from './cost-claim.ts';

function point(method: CostPoint['method'], trainQueryCount: number, indexCalls: number, recall: number) {
  const interval = { low: recall - 0.05, high: recall + 0.05, queryCount: 20 };
  return { method, trainQueryCount, indexCalls, buildMs: 1, recall, ...interval };
}

const start = point('none', 0, 0, 0.6);
const trns25 = point('mf-trns', 25, 1250, 0.7);
const trns100 = point('mf-trns', 100, 5000, 0.8);
const trns400 = point('mf-trns', 400, 20_000, 0.85);
const ind100 = point('mf-ind', 100, 5000, 0.82);
const ind25 = point('mf-ind', 25, 1250, 0.79);
const adacur5 = point('adacur', 5, 25_915, 0.65);
const adacur50 = point('adacur', 50, 259_150, 0.79);

describe('the smallest index that reaches the largest ADACUR index', () => {
  test.each<[string, CostPoint[], string]>([
    [
      'of one method',
      [start, trns400, trns25, trns100, adacur5, adacur50],
      'MF_Trns reaches the recall of ADACUR with 50 anchors (259,150 calls) with 5,000 calls: 52 times fewer.',
    ],
    [
      'the other method, which just reaches it',
      [start, trns25, trns100, ind25, ind100, adacur50],
      'MF_Ind reaches the recall of ADACUR with 50 anchors (259,150 calls) with 1,250 calls: 207 times fewer.',
    ],
    [
      'a small factor has a decimal',
      [point('mf-trns', 2, 2, 1), point('adacur', 1, 3, 1)],
      'MF_Trns reaches the recall of ADACUR with 1 anchor (3 calls) with 2 calls: 1.5 times fewer.',
    ],
    [
      'the start space reaches it too',
      [point('none', 0, 0, 0.79), trns100, adacur50],
      'MF_Trns reaches the recall of ADACUR with 50 anchors (259,150 calls) with 5,000 calls: 52 times fewer. The start space reaches it without any index.',
    ],
  ])('%s', (_, points, claim) => {
    expect(costClaim(points)).toBe(claim);
  });
});

describe('nothing reaches it', () => {
  test.each<[string, CostPoint[], string]>([
    [
      'one method',
      [start, trns25, adacur50],
      'None of the measured MF_Trns indexes reaches the recall of ADACUR with 50 anchors (259,150 calls) with fewer calls.',
    ],
    [
      'both methods, one of them with no fewer calls',
      [point('mf-ind', 100, 5000, 0.1), point('mf-trns', 9000, 259_150, 0.9), adacur50],
      'None of the measured MF_Trns and MF_Ind indexes reaches the recall of ADACUR with 50 anchors (259,150 calls) with fewer calls.',
    ],
  ])('%s', (_, points, claim) => {
    expect(costClaim(points)).toBe(claim);
  });
});

test.each<[string, CostPoint[]]>([
  ['nothing measured', []],
  ['no factorisation', [start, adacur5, adacur50]],
  ['no ADACUR', [start, trns25, ind25]],
])('no claim: %s', (_, points) => {
  expect(costClaim(points)).toBeUndefined();
});
