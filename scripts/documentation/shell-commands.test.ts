import { describe, expect, test } from 'vitest';
import { parseCommands } from './shell-commands.ts';

test('a block is its commands, without comments, in order', () => {
  expect(
    parseCommands('npm ci && npm start  # a comment\n\n# another\nA=1 B=x npm run  c -- --d e\n'),
  ).toEqual([
    { text: 'npm ci', environment: {}, words: ['npm', 'ci'] },
    { text: 'npm start', environment: {}, words: ['npm', 'start'] },
    {
      text: 'A=1 B=x npm run c -- --d e',
      environment: { A: '1', B: 'x' },
      words: ['npm', 'run', 'c', '--', '--d', 'e'],
    },
  ]);
});

describe('what only a shell could run is refused', () => {
  test.each([
    ['a pipe', 'npm test | tail', '|'],
    ['a variable', 'node a.mjs $HOME', '$'],
    ['a quote', 'node -e "1"', '"'],
    ['a continuation', 'npm test \\', '\\'],
  ])('%s', (_, code, found) => {
    expect(() => parseCommands(code)).toThrow(
      `Expected a command of plain words, found ${found} in "${code}". Write it without, so that it can be run in a test.`,
    );
  });
});
