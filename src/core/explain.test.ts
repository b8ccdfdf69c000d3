import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import { stateWith } from '../testing/search-state.ts';
import { deviationsOf, explainEstimates } from './explain.ts';
import { gatherFeatures } from './item-features.ts';
import { dotRange } from './linalg.ts';

const features = {
  matrix: randomMatrix(9, 3, 1),
  columns: [{ values: randomVector(9, 2), priorWeight: 0 }],
};
const itemWeights = randomVector(7, 3);
const state = stateWith([...randomVector(9, 4)], [8, 6, 4, 2, 0, 1, 3], {
  features,
  fitted: { vector: new Float64Array(3), columnWeights: new Float64Array(1), itemWeights },
  toScore: (scaled) => scaled / 0.25 + 3,
});

/** What each scored item adds to the estimate of `docRow`, scaled units. */
function sharesOf(docRow: number): number[] {
  const { data } = gatherFeatures(features, Uint32Array.of(...state.scoredRows, docRow));
  return [...itemWeights].map((weight, j) => weight * dotRange(data, 4 * j, data, 4 * 7, 4));
}

describe('explainEstimates', () => {
  it('gives the five largest shares of an estimate, strongest first, in cross-encoder units', () => {
    const pulls = explainEstimates(state, Uint32Array.of(5, 7), false) ?? [];
    expect(pulls.length).toBe(2);
    for (const [i, docRow] of [5, 7].entries()) {
      const shares = sharesOf(docRow).map((share, j) => ({
        docRow: state.scoredRows[j],
        amount: share / 0.25,
      }));
      shares.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
      expect(pulls[i].map((pull) => pull.docRow)).toEqual(shares.slice(0, 5).map((share) => share.docRow));
      expectAllClose(
        pulls[i].map((pull) => pull.amount),
        shares.slice(0, 5).map((share) => share.amount),
        1e-12,
      );
    }
  });

  it('goes through the items in groups, and gives each the same as alone', () => {
    const docRows = Uint32Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? 5 : 7));
    const [ofFive, ofSeven] = explainEstimates(state, Uint32Array.of(5, 7), false) ?? [];
    const pulls = explainEstimates(state, docRows, false) ?? [];
    expect(pulls.length).toBe(150);
    pulls.forEach((found, i) => {
      const expected = i % 2 === 0 ? ofFive : ofSeven;
      expect(found.map((pull) => pull.docRow)).toEqual(expected.map((pull) => pull.docRow));
      expectAllClose(
        found.map((pull) => pull.amount),
        expected.map((pull) => pull.amount),
        1e-12,
      );
    });
  });

  it('says with a transform how much lower the estimate would be', () => {
    const cubed = { ...state, toScore: (scaled: number) => scaled ** 3 };
    const [[strongest]] = explainEstimates(cubed, Uint32Array.of(5), false) ?? [];
    const share = sharesOf(5)[state.scoredRows.indexOf(strongest.docRow)];
    const estimate = state.scaledEstimates[5];
    expect(strongest.amount).toBeCloseTo(estimate ** 3 - (estimate - share) ** 3, 12);
  });

  it('leaves the intercept out, which adds the same to every item', () => {
    const constant = { values: new Float64Array(9).fill(10), priorWeight: 0 };
    const columns = [...features.columns, constant];
    const withIntercept = { ...state, features: { ...features, columns } };
    const docRows = Uint32Array.of(5, 7);
    expect(explainEstimates(withIntercept, docRows, true)).toEqual(explainEstimates(state, docRows, false));
  });

  it('says nothing where the fit has no weights', () => {
    expect(explainEstimates(stateWith([1, 2], [0]), Uint32Array.of(1), false)).toBeUndefined();
  });
});

describe('deviationsOf', () => {
  const posterior = {
    noiseVariance: 5,
    priorVariance: 1,
    variances: (docRows: Uint32Array) => Float64Array.from(docRows, (row) => row - 1),
    sample: () => ({ vector: new Float64Array(1), columnWeights: new Float64Array() }),
  };
  const fitted = { vector: new Float64Array(1), columnWeights: new Float64Array(), posterior };

  it('adds the noise and scales back', () => {
    const uncertain = stateWith([0, 0, 0, 0, 0, 0], [0], { fitted, toScore: (scaled) => scaled / 0.5 - 7 });
    expect([...(deviationsOf(uncertain, Uint32Array.of(5, 5)) ?? [])]).toEqual([6, 6]);
  });

  it('goes half the way between a deviation below and one above with a transform', () => {
    const uncertain = stateWith([0, 0, 0, 0, 0, 1], [0], { fitted, toScore: (scaled) => scaled ** 3 });
    expect([...(deviationsOf(uncertain, Uint32Array.of(5)) ?? [])]).toEqual([(4 ** 3 - (-2) ** 3) / 2]);
  });

  it('says nothing where the fit has no posterior', () => {
    expect(deviationsOf(stateWith([1, 2], [0]), Uint32Array.of(1))).toBeUndefined();
  });
});
