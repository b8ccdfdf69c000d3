import type { Pull } from './adaptive-search.ts';
import type { SearchState } from './adaptive-search-state.ts';
import { gatherFeatures } from './item-features.ts';
import type { DenseMatrix } from './linalg.ts';
import { productsOfRows, type Rows } from './row-products.ts';
import { topK } from './top-k.ts';

const PULLS_PER_ITEM = 5;

/** Enough to share what is read of the scored items, few enough for the products of a large batch to fit in memory. */
const ITEMS_AT_ONCE = 64;

/**
 * For each of `docRows` the scored items that moved its estimate most, strongest first: item j adds
 * itemWeights[j] * (features of j . features of i) to it in scaled units. The intercept's column, the last where there
 * is one, is left out: it adds the same to every item, in large amounts that cancel out. In cross-encoder units that is exact with the
 * transform 'identity'; with the others it is how much lower the estimate would be without that term, so the amounts no
 * longer add up. Undefined where the fit has no weights of items.
 */
export function explainEstimates(
  state: SearchState,
  docRows: Uint32Array,
  hasIntercept: boolean,
): Pull[][] | undefined {
  const { scoredRows, fitted, scaledEstimates } = state;
  const { itemWeights } = fitted;
  if (!itemWeights) return undefined;
  const { matrix, columns } = state.features;
  const features = { matrix, columns: hasIntercept ? columns.slice(0, -1) : columns };
  const scored = rowsOf(gatherFeatures(features, scoredRows));
  const products = new Float64Array(ITEMS_AT_ONCE * scored.count);
  const pulls: Pull[][] = [];
  for (let start = 0; start < docRows.length; start += ITEMS_AT_ONCE) {
    const group = docRows.subarray(start, start + ITEMS_AT_ONCE);
    productsOfRows(products, scored.count, rowsOf(gatherFeatures(features, group)), scored);
    for (const [i, docRow] of group.entries()) {
      const shares = itemWeights.map((weight, j) => weight * products[i * scored.count + j]);
      const estimate = scaledEstimates[docRow];
      const strongest = topK(shares.map(Math.abs), PULLS_PER_ITEM).docRows;
      pulls.push(
        Array.from(strongest, (j) => ({
          docRow: scoredRows[j],
          amount: state.toScore(estimate) - state.toScore(estimate - shares[j]),
        })),
      );
    }
  }
  return pulls;
}

function rowsOf({ data, rows, cols }: DenseMatrix): Rows {
  return { data, count: rows, length: cols };
}

/**
 * Standard deviation of the score that is expected of each of `docRows`, the noise of a score included, cross-encoder
 * units; with a transform other than 'identity', half the way between one deviation below and one above. Undefined where
 * the fit has no posterior.
 */
export function deviationsOf(state: SearchState, docRows: Uint32Array): Float64Array | undefined {
  const { posterior } = state.fitted;
  if (!posterior) return undefined;
  return posterior.variances(docRows).map((variance, i) => {
    const estimate = state.scaledEstimates[docRows[i]];
    const deviation = Math.sqrt(variance + posterior.noiseVariance);
    return (state.toScore(estimate + deviation) - state.toScore(estimate - deviation)) / 2;
  });
}
