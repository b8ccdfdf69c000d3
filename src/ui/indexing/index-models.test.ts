import { expect, it } from 'vitest';
import type { IndexSummary } from '../../core/records.ts';
import type { EncoderStatus } from '../../workers/client.ts';
import { usesOtherModels } from './index-models.ts';

const status = { crossEncoder: { hash: 'a' }, dualEncoder: { hash: 'b' } } as EncoderStatus;

it.each([
  ['the same models', 'a', 'b', status, false],
  ['another cross-encoder', 'x', 'b', status, true],
  ['another dual-encoder', 'a', 'x', status, true],
  ['models that are not loaded yet', 'x', 'x', undefined, false],
])('%s', (_, crossEncoderHash, dualEncoderHash, known, expected) => {
  const provenance = { crossEncoder: { hash: crossEncoderHash }, dualEncoder: { hash: dualEncoderHash } };
  expect(usesOtherModels({ provenance } as IndexSummary, known)).toBe(expected);
});
