import { sortRanking } from '../../core/top-k.ts';
import type { Ranking } from '../../core/types.ts';

export interface MethodComparison {
  readonly onlyFirst: ReadonlySet<number>;
  readonly onlySecond: ReadonlySet<number>;
  /** Size of the best known set: the best items of both answers together. */
  readonly topCount: number;
  /** How many of the best known set each answer holds. */
  readonly firstHolds: number;
  readonly secondHolds: number;
}

/** Two answers to one query, by docRow: what only one of them found, and who holds the best known items. */
export function compareAnswers(first: Ranking, second: Ranking, k: number): MethodComparison {
  const inFirst = new Set(first.docRows);
  const inSecond = new Set(second.docRows);
  const onlyFirst = new Set([...inFirst].filter((docRow) => !inSecond.has(docRow)));
  const onlySecond = new Set([...inSecond].filter((docRow) => !inFirst.has(docRow)));
  const fromSecond = Array.from(second.docRows.keys()).filter((i) => onlySecond.has(second.docRows[i]));
  const best = sortRanking(
    Uint32Array.of(...first.docRows, ...fromSecond.map((i) => second.docRows[i])),
    Float32Array.of(...first.scores, ...fromSecond.map((i) => second.scores[i])),
  ).docRows.subarray(0, k);
  return {
    onlyFirst,
    onlySecond,
    topCount: best.length,
    firstHolds: best.filter((docRow) => inFirst.has(docRow)).length,
    secondHolds: best.filter((docRow) => inSecond.has(docRow)).length,
  };
}
