import { expect, test } from 'vitest';
import type { JobProgress } from '../engine/records.ts';
import { durationWords, openProgressLine, progressWords } from './progress-line.ts';

const at = (done: number): JobProgress => ({
  stage: 'scoring',
  done,
  total: 43_000,
  unit: 'tokens',
  elapsedMs: 1000,
});

function open(isTTY: boolean) {
  let ms = 0;
  let written = '';
  const line = openProgressLine({ isTTY, write: (text) => (written += text) }, () => ms);
  const reportAt = (nowMs: number, done: number) => {
    ms = nowMs;
    line.report(at(done));
  };
  return { line, reportAt, written: () => written };
}

test('a terminal shows one line, rewritten, which a line that stays replaces', () => {
  const { line, reportAt, written } = open(true);
  reportAt(50, 1);
  reportAt(150, 430);
  reportAt(200, 500);
  reportAt(250, 860);
  line.say('done');
  line.say('bye');
  expect(written()).toBe(
    '\r\x1b[Kscoring: 430 of 43,000 tokens (1 %)\r\x1b[Kscoring: 860 of 43,000 tokens (2 %)\r\x1b[Kdone\nbye\n',
  );
});

test('elsewhere there is a plain line every ten seconds', () => {
  const { line, reportAt, written } = open(false);
  reportAt(9999, 1);
  reportAt(10_000, 430);
  reportAt(19_999, 500);
  reportAt(20_000, 860);
  line.say('done');
  expect(written()).toBe('scoring: 430 of 43,000 tokens (1 %)\nscoring: 860 of 43,000 tokens (2 %)\ndone\n');
});

test('what remains is said where it is known', () => {
  expect(progressWords({ ...at(43_000), remainingMs: 1200 })).toBe(
    'scoring: 43,000 of 43,000 tokens (100 %), 2 s left',
  );
  expect(progressWords({ ...at(0), total: 0 })).toBe('scoring: 0 of 0 tokens');
});

test.each([
  [0, '0 s'],
  [99_000, '99 s'],
  [99_001, '2 min'],
  [5_940_000, '99 min'],
  [5_940_001, '1 h 40 min'],
  [7_201_000, '2 h 1 min'],
])('%d ms', (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
