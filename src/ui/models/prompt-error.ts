import type { PairPrompt } from '../../core/model-settings.ts';

/** Why a prompt cannot be used; undefined when it can. */
export function promptError({ query, passage }: PairPrompt): string | undefined {
  if (query.split('{query}').length !== 2) return 'The prompt needs {query} exactly once in its second part.';
  if (passage.split('{passage}').length !== 2)
    return 'The prompt needs {passage} exactly once in its third part.';
  return undefined;
}
