import { describe, expect, it } from 'vitest';
import { createFakeEncoders } from '../../src/testing/fake-encoders.ts';
import type { EvaluationTimes } from './evaluation.ts';
import { evaluationFigures } from './figures.ts';
import { judge } from './goals.ts';
import { measureMeasures } from './measure-measures.ts';
import { syntheticCrossEncoder } from './synthetic-cross-encoder.ts';
import { evaluationTable } from './tables.ts';

const TIMES: EvaluationTimes = {
  queryCount: 300,
  searches: 6000,
  seconds: 25,
  startSeconds: 2,
  endSeconds: 3,
};

describe('figures', () => {
  it('are the whole time and its parts', () => {
    expect(evaluationFigures('node', TIMES)).toEqual({
      nodeSeconds: 25,
      'nodeSeconds.start': 2,
      'nodeSeconds.end': 3,
      nodeSearchesPerSecond: 300,
    });
    expect(Object.keys(evaluationFigures('page', TIMES))[0]).toBe('pageSeconds');
  });

  it('count judged results', () => {
    expect(measureMeasures()).toBeGreaterThan(0);
  });
});

describe('judge', () => {
  it.each([
    { figure: 'nodeSeconds', value: 29.9, goal: 'under 30', verdict: 'met' },
    { figure: 'nodeSeconds', value: 30, goal: 'under 30', verdict: 'missed' },
    { figure: 'pageSeconds', value: 59, goal: 'under 60', verdict: 'met' },
    { figure: 'judgedPerSecond', value: 1e6, goal: '1,000,000 or more', verdict: 'met' },
    { figure: 'judgedPerSecond', value: 999_999, goal: '1,000,000 or more', verdict: 'missed' },
  ])('$figure of $value: $verdict', ({ figure, value, goal, verdict }) => {
    expect(judge({ [figure]: value })).toContainEqual({ figure, goal, verdict });
  });

  it('names the goals that were not measured', () => {
    expect(judge({}).map(({ verdict }) => verdict)).toEqual(Array(3).fill('not measured'));
  });
});

it('the table says where the time went', () => {
  const lines = evaluationTable('in Node', TIMES).split('\n');
  expect(lines[0]).toBe('An experiment over stored scores, in Node: 300 queries, 6000 searches');
  expect(lines.at(-1)).toBe('| 25 | 2 | 20 | 3 | 300 |');
});

describe('the cross-encoder that fills the store', () => {
  const { crossEncoder } = createFakeEncoders();
  const passages = Array.from({ length: 200 }, (_, n) => `passage ${n}`);

  it('gives the same scores again, others for another query, and tells them as it goes', async () => {
    const told: number[] = [];
    const first = await syntheticCrossEncoder(crossEncoder).score('a query', passages, {
      onBatch: ({ scores }) => void told.push(...scores),
    });
    expect(told).toEqual([...first]);
    expect(new Set(first).size).toBe(200);
    expect(await syntheticCrossEncoder(crossEncoder).score('a query', passages)).toEqual(first);
    expect(await syntheticCrossEncoder(crossEncoder).score('another', passages)).not.toEqual(first);
  });
});
