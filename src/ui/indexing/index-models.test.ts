import { expect, it } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import type { EncoderStatus } from '../../workers/client.ts';
import { isSearchable, usesOtherModels } from './index-models.ts';

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

it('vectors made elsewhere belong to no model that is known', () => {
  expect(usesOtherModels({ provenance: {} } as IndexSummary, status)).toBe(false);
});

it.each([
  ['an index of fewer documents', 'anchors', 'a', true],
  ['an index of other models', 'anchors', 'x', false],
  ['imported vectors of fewer documents', 'imported', 'a', false],
])('%s', (_, kind, hash, expected) => {
  const provenance = { crossEncoder: { hash }, method: { kind } };
  expect(isSearchable({ rows: 99, provenance } as IndexSummary, status, 100)).toBe(expected);
});

it('imported vectors of all documents can be searched', () => {
  const provenance = { method: { kind: 'imported' } };
  expect(isSearchable({ rows: 100, provenance } as IndexSummary, status, 100)).toBe(true);
});
