import type { AdaptiveSearchOptions, Round } from '../core/adaptive-search.ts';
import { adaptiveSearch } from '../core/adaptive-search.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { IDENTITY_SCALE } from '../core/score-scale.ts';

/** AXN with lambda = 0 from the prior: what a test does not name. */
export const SEARCH_DEFAULTS = {
  firstStageRows: new Uint32Array(),
  fit: { kind: 'mix', lambda: 0 },
  intercept: false,
  transform: 'identity',
  scoreScale: IDENTITY_SCALE,
  batchRule: { kind: 'greedy' },
  diversity: 0,
  explains: true,
  seed: 1,
  compute: createCpuCompute(),
} satisfies Partial<AdaptiveSearchOptions>;

/** All rounds of a search. */
export async function searchAll(options: AdaptiveSearchOptions): Promise<Round[]> {
  const rounds: Round[] = [];
  for await (const round of adaptiveSearch(options)) rounds.push(round);
  return rounds;
}
