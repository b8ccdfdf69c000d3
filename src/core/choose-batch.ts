import type { PickedBy } from './adaptive-search.ts';
import type { BatchContext, RankedItems } from './batch-rules/batch-context.ts';
import { explore } from './batch-rules/epsilon-greedy.ts';
import { chooseFromGraph } from './batch-rules/graph.ts';
import { rankGreedily } from './batch-rules/greedy.ts';
import { rankBySoftmax } from './batch-rules/softmax.ts';
import { chooseByThompson } from './batch-rules/thompson.ts';
import { chooseUniformly } from './batch-rules/uniform.ts';
import { rankByUpperConfidence } from './batch-rules/upper-confidence.ts';
import { rankByVariance } from './batch-rules/variance.ts';
import { candidateCount, diversify } from './diversity.ts';
import type { BatchRule } from './search-method.ts';
import { topK } from './top-k.ts';

/** Items to score next, in the order in which they were chosen. */
export interface Batch {
  readonly docRows: Uint32Array;
  /** Aligned with `docRows`. */
  readonly pickedBy: PickedBy[];
}

/** The first `size` different open rows of the first stage, then the best of the others by the prior. */
export function chooseFirstBatch(
  firstStageRows: Uint32Array,
  priorEstimates: Float64Array,
  isClosed: Uint8Array,
  size: number,
): Batch {
  const fromFirstStage = [...new Set(firstStageRows)].filter((row) => !isClosed[row]).slice(0, size);
  const isTaken = isClosed.slice();
  for (const row of fromFirstStage) isTaken[row] = 1;
  const byPrior = topK(priorEstimates, size - fromFirstStage.length, isTaken).docRows;
  return {
    docRows: Uint32Array.from([...fromFirstStage, ...byPrior]),
    pickedBy: [
      ...fromFirstStage.map(() => 'first-stage' as const),
      ...Array.from(byPrior, () => 'prior' as const),
    ],
  };
}

/**
 * The items that `rule` scores next: `count` different ones that are open, at least so many being open. With `diversity`
 * above 0 they are taken from more candidates by maximal marginal relevance (see `takesDiversity` for which rules).
 * The same seed of `context.random` gives the same batch. Throws an InvalidArgumentError where the rule needs a posterior
 * or a neighbour graph that is not there.
 */
export async function chooseBatch(
  rule: BatchRule,
  diversity: number,
  count: number,
  context: BatchContext,
): Promise<Batch> {
  const { state } = context;
  if (rule.kind === 'graph') return chooseFromGraph(context, count);
  if (rule.kind === 'thompson') return pickedBy(rule.kind, await chooseByThompson(context, count));
  if (rule.kind === 'uniform') return pickedBy(rule.kind, chooseUniformly(context, count));

  const isDiverse = diversity > 0;
  const ranked = await rank(rule, isDiverse ? candidateCount(count) : count, context);
  const { docRows } = isDiverse ? diversify(ranked, count, diversity, state.features.matrix) : ranked;
  if (rule.kind !== 'epsilon-greedy') return pickedBy(rule.kind, docRows);

  const explored = explore(docRows, state.isClosed, rule.epsilon, context.random);
  return {
    docRows: explored.docRows,
    pickedBy: explored.isExploration.map((explores) => (explores ? 'exploration' : rule.kind)),
  };
}

async function rank(
  rule: Exclude<BatchRule, { kind: 'graph' | 'thompson' | 'uniform' }>,
  count: number,
  context: BatchContext,
): Promise<RankedItems> {
  switch (rule.kind) {
    case 'greedy':
    case 'epsilon-greedy':
      return rankGreedily(context, count);
    case 'upper-confidence':
      return rankByUpperConfidence(context, rule.deviations, count);
    case 'softmax':
      return rankBySoftmax(context, rule.temperature, count);
    case 'variance':
      return rankByVariance(context, count);
  }
}

function pickedBy(kind: BatchRule['kind'], docRows: Uint32Array): Batch {
  return { docRows, pickedBy: Array.from(docRows, () => kind) };
}
