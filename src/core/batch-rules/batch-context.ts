import type { SearchState } from '../adaptive-search-state.ts';
import type { Compute } from '../compute.ts';
import { XennError } from '../errors.ts';
import type { NeighbourGraph } from '../neighbour-graph.ts';
import type { QueryPosterior } from '../query-model.ts';
import type { Random } from '../random.ts';
import type { Cancel } from '../types.ts';

/** One per item: at least the standard deviation of its estimate, scaled units. Throws where the fit has no posterior. */
export type DeviationBounds = (state: SearchState) => Float64Array;

/** What a rule chooses a batch from. */
export interface BatchContext {
  readonly state: SearchState;
  /** Best first; those outside the shortlist are closed in `state`. */
  readonly firstStageRows: Uint32Array;
  readonly neighbours: NeighbourGraph | undefined;
  /** Of the round whose batch is chosen, from 2. */
  readonly roundIndex: number;
  readonly compute: Compute;
  /** Seeded anew for each batch. */
  readonly random: Random;
  readonly cancel: Cancel | undefined;
  readonly deviationBounds: DeviationBounds;
}

/** Best first by the value of a rule, ties to the lower row. */
export interface RankedItems {
  readonly docRows: Uint32Array;
  readonly values: Float64Array;
}

/** The `count` items with the highest values, which are aligned with `docRows`. */
export function rankItems(docRows: Uint32Array, values: Float64Array, count: number): RankedItems {
  const order = Uint32Array.from(docRows.keys());
  order.sort((a, b) => values[b] - values[a] || docRows[a] - docRows[b]);
  const best = order.subarray(0, count);
  return {
    docRows: Uint32Array.from(best, (position) => docRows[position]),
    values: Float64Array.from(best, (position) => values[position]),
  };
}

/** The posterior, or an InvalidArgumentError that says what needs it. */
export function posteriorOf({ fitted, fit }: SearchState, user: string): QueryPosterior {
  if (!fitted.posterior) throw needsPosterior(user, fit.kind);
  return fitted.posterior;
}

/** That `user` cannot work with a fit that knows no uncertainty. */
export function needsPosterior(user: string, fitKind: string): XennError {
  return new XennError(
    'InvalidArgumentError',
    `${user} needs to know how uncertain the estimates are, which only the fit 'ridge' says, but the fit is ` +
      `'${fitKind}'. Choose the fit 'ridge'.`,
  );
}
