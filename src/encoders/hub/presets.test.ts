import { expect, it } from 'vitest';
import { MODEL_PRESETS } from './presets.ts';

it('names every repository once, as owner/name', () => {
  const repositories = MODEL_PRESETS.map(({ repository }) => repository);
  expect(new Set(repositories).size).toBe(repositories.length);
  for (const repository of repositories) expect(repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
});

it.each(['cross-encoder', 'dual-encoder'] as const)('lists each %s after the smaller ones', (kind) => {
  const parameters = MODEL_PRESETS.filter((preset) => preset.kind === kind).map(
    (preset) => preset.parameters,
  );
  expect(parameters.length).toBeGreaterThan(4);
  expect(parameters).toEqual([...parameters].sort((a, b) => a - b));
});
