import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('without options', () => {
  expect(parseOptions([])).toEqual({
    parts: ['encoders', 'kernels'],
    models: ['embedded', 'minilm'],
    searches: 10,
    threads: availableParallelism(),
    data: '../shared/data',
  });
});

test('with all of them', () => {
  const args = [
    '--parts',
    'encoders',
    '--models',
    'minilm',
    '--searches',
    '2',
    '--threads',
    '3',
    '--data',
    'd',
  ];
  expect(parseOptions(args)).toEqual({
    parts: ['encoders'],
    models: ['minilm'],
    searches: 2,
    threads: 3,
    data: 'd',
  });
});

test.each([
  [['--parts', 'gpu'], '--parts: expected names out of encoders,kernels, separated by commas, found "gpu".'],
  [['--searches', '0'], '--searches: expected a whole number of at least 1, found "0".'],
])('%j is refused', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
