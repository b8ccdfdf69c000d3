import { expect, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { presetOf } from '../core/search-presets.ts';
import type { ExperimentRequest } from './experiment-records.ts';
import { checkExperimentRequest } from './experiment-request.ts';

const method = presetOf('paper').make('dual-encoder', 1);

const REQUEST: ExperimentRequest = {
  corpusId: 'c',
  name: 'First',
  methods: [
    { label: 'A', method },
    { label: 'B', method },
  ],
  budgets: [10, 30],
  ks: [1, 10],
  queryCount: 4,
  seed: 1,
};

test('what can be meant is taken', () => {
  expect(() => checkExperimentRequest(REQUEST)).not.toThrow();
});

test.each<[Partial<ExperimentRequest>, string]>([
  [{ name: '  ' }, 'Expected a name for the experiment, found none: type one.'],
  [{ methods: [] }, 'Expected at least one method in the experiment, found none: add one.'],
  [
    { methods: [REQUEST.methods[1], REQUEST.methods[1]] },
    'Expected every method under a label of its own, found “B” twice: rename one of them.',
  ],
  [
    { budgets: [] },
    'Expected budgets that are whole numbers of at least 1, each once and ascending, found none.',
  ],
  [
    { budgets: [30, 10] },
    'Expected budgets that are whole numbers of at least 1, each once and ascending, found 30, 10.',
  ],
  [
    { ks: [1, 1] },
    'Expected values of k that are whole numbers of at least 1, each once and ascending, found 1, 1.',
  ],
  [
    { ks: [0.5] },
    'Expected values of k that are whole numbers of at least 1, each once and ascending, found 0.5.',
  ],
  [{ queryCount: 0 }, 'The number of test queries must be a whole number of at least 1, but is 0.'],
  [{ seed: -1 }, 'The seed must be a whole number from 0 to 4294967295, but is -1.'],
])('%o is refused', (changes, message) => {
  expect(() => checkExperimentRequest({ ...REQUEST, ...changes })).toThrow(
    new XennError('InvalidArgumentError', message),
  );
});
