/** Small experiments to ask an engine on fakes for. */
import { presetOf } from '../core/search-presets.ts';
import type { ExperimentMethod, ExperimentRequest } from '../engine/experiment-records.ts';

/** A preset in the dual-encoder's vectors, under its own label. */
export const presetMethod = (name: 'paper' | 'rnr' | 'gar' | 'fast'): ExperimentMethod => ({
  label: presetOf(name).label,
  method: presetOf(name).make('dual-encoder', 1),
});

/** Three methods at two budgets on all four test queries of the generated corpus. */
export const experimentRequest = (
  corpusId: string,
  changes: Partial<ExperimentRequest> = {},
): ExperimentRequest => ({
  corpusId,
  name: 'First',
  methods: [presetMethod('rnr'), presetMethod('paper'), presetMethod('gar')],
  budgets: [10, 30],
  ks: [1, 10],
  queryCount: 4,
  seed: 1,
  ...changes,
});
