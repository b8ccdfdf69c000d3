import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/index-records.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { Encoders } from './ports.ts';

/**
 * Refuses an index that other models made: its vectors lie in another space than the query's, and its score scale
 * is of other scores, so a search with it would be quietly wrong. Throws InvalidArgumentError.
 */
export function checkIndexModels(index: IndexSummary, encoders: Encoders): void {
  for (const kind of ['crossEncoder', 'dualEncoder'] as const) {
    const found = index.provenance[kind];
    const expected = encoders[kind].identity;
    // Vectors made elsewhere: which models they belong to, only the person knows.
    if (!found || found.hash === expected.hash) continue;
    throw new XennError(
      'InvalidArgumentError',
      `The index “${index.name}” was built with another model, or other settings of it: expected ${nameOf(expected)}, found ` +
        `${nameOf(found)}. Search with the dual-encoder's vectors, or build the index again.`,
    );
  }
}

function nameOf({ name, hash }: ModelIdentity): string {
  return `${name} (SHA-256 ${hash.slice(0, 8)}…)`;
}
