import { expect, test } from 'vitest';
import type { ModelChoice } from '../../core/model-choice.ts';
import type { ModelKind } from '../../core/records.ts';
import { chosenModel, withChosenModel } from './model-choice.ts';

const installed: ModelChoice = {
  crossEncoder: { source: 'installed', modelId: 'c1' },
  dualEncoder: { source: 'embedded' },
};
const remote: ModelChoice = {
  crossEncoder: { source: 'remote', api: 'tei', endpoints: ['http://a:1'], model: '' },
  dualEncoder: { source: 'installed', modelId: 'd1' },
};

test.each([
  [installed, 'cross-encoder', 'c1'],
  [installed, 'dual-encoder', 'embedded'],
  [remote, 'cross-encoder', 'remote'],
  [remote, 'dual-encoder', 'd1'],
] as const)('of %j the %s is %s', (models, kind, chosen) => {
  expect(chosenModel(models, kind)).toBe(chosen);
});

const changes: readonly [ModelChoice, ModelKind, string, ModelChoice][] = [
  [remote, 'cross-encoder', 'embedded', { ...remote, crossEncoder: { source: 'embedded' } }],
  [remote, 'cross-encoder', 'c2', { ...remote, crossEncoder: { source: 'installed', modelId: 'c2' } }],
  [remote, 'cross-encoder', 'remote', remote],
  [installed, 'cross-encoder', 'remote', installed],
  [remote, 'dual-encoder', 'embedded', { ...remote, dualEncoder: { source: 'embedded' } }],
  [installed, 'dual-encoder', 'd2', { ...installed, dualEncoder: { source: 'installed', modelId: 'd2' } }],
];

test.each(changes)('%j with the %s %s', (models, kind, chosen, changed) => {
  expect(withChosenModel(models, kind, chosen)).toEqual(changed);
});
