import { describe, expect, test } from 'vitest';
import { countPlaywright, countStage, countVitest } from './test-count.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe('countVitest', () => {
  test.each([
    { name: 'no file', files: [], count: { passed: 0, failed: 0 } },
    {
      name: 'passes and failures over several files',
      files: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed', 'failed')],
      count: { passed: 3, failed: 2 },
    },
    { name: 'a file that does not load', files: [file('failed')], count: { passed: 0, failed: 1 } },
    {
      name: 'a file whose hook fails after its tests',
      files: [file('failed', 'passed')],
      count: { passed: 1, failed: 1 },
    },
    {
      name: 'skipped tests count as failed',
      files: [file('passed', 'passed', 'skipped', 'pending', 'todo')],
      count: { passed: 1, failed: 3 },
    },
  ])('$name', ({ files, count }) => {
    expect(countVitest({ testResults: files })).toEqual(count);
  });
});

test('countPlaywright: flaky and skipped count as failed', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 3 };
  expect(countPlaywright({ stats })).toEqual({ passed: 7, failed: 6 });
});

describe('countStage', () => {
  test.each([
    { name: 'a check that passes', exitCode: 0, tests: undefined, isSuite: false, count: [1, 0] },
    { name: 'a check that fails', exitCode: 2, tests: undefined, isSuite: false, count: [0, 1] },
    {
      name: 'a suite that passes',
      exitCode: 0,
      tests: { passed: 5, failed: 0 },
      isSuite: true,
      count: [5, 0],
    },
    {
      name: 'a suite with failures',
      exitCode: 1,
      tests: { passed: 5, failed: 2 },
      isSuite: true,
      count: [5, 2],
    },
    {
      name: 'an error outside tests',
      exitCode: 1,
      tests: { passed: 5, failed: 0 },
      isSuite: true,
      count: [5, 1],
    },
    {
      name: 'a suite of no tests',
      exitCode: 0,
      tests: { passed: 0, failed: 0 },
      isSuite: true,
      count: [0, 1],
    },
    { name: 'a runner that crashed', exitCode: 1, tests: undefined, isSuite: true, count: [0, 1] },
    { name: 'a runner that wrote no report', exitCode: 0, tests: undefined, isSuite: true, count: [0, 1] },
  ])('$name', ({ exitCode, tests, isSuite, count: [passed, failed] }) => {
    expect(countStage(exitCode, tests, isSuite)).toEqual({ passed, failed });
  });
});
