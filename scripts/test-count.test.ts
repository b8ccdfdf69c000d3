import { describe, expect, test } from 'vitest';
import {
  countPlaywright,
  countStage,
  countVitest,
  playwrightFailures,
  vitestFailures,
} from './test-count.mjs';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((test, i) => ({ status: test, fullName: `test ${i}` })),
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

test('vitestFailures: what is counted as failed, with the first line of its message', () => {
  const broken = { ...file('failed'), name: 'b.test.ts', message: 'Cannot find x\nat y' };
  const failed = {
    ...file('failed'),
    assertionResults: [
      { status: 'passed', fullName: 'adds' },
      { status: 'failed', fullName: 'halves', failureMessages: ['Error: 3 is not 4\n    at line 9'] },
      { status: 'skipped', fullName: 'doubles' },
    ],
  };
  expect(vitestFailures({ testResults: [broken, failed, file('passed', 'passed')] })).toEqual([
    'b.test.ts > the file itself: Cannot find x',
    'a.test.ts > halves: Error: 3 is not 4',
    'a.test.ts > doubles: skipped',
  ]);
});

test('playwrightFailures: what is counted as failed, however deep', () => {
  const spec = (title: string, status: string) => ({ title, file: 'a.spec.ts', tests: [{ status }] });
  const suites = [
    {
      specs: [spec('loads', 'expected'), spec('saves', 'unexpected')],
      suites: [{ specs: [spec('prints', 'flaky')] }],
    },
  ];
  expect(playwrightFailures({ suites })).toEqual([
    'a.spec.ts > saves: unexpected',
    'a.spec.ts > prints: flaky',
  ]);
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
