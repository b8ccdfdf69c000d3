import { checkCount, checkInteger } from './check.ts';
import { XennError } from './errors.ts';
import type { Ranking } from './types.ts';

/**
 * The k highest scores, best first, ties to the lower row; row r has `scores[r]`. Rows with
 * `excluded[r] !== 0` are left out; fewer than k rows give a shorter ranking. O(n log k).
 * A NaN among the rows that take part is an InvalidArgumentError.
 */
export function topK(scores: Float64Array | Float32Array, k: number, excluded?: Uint8Array): Ranking {
  checkInteger('k', k, 0);
  if (excluded) checkCount('excluded', excluded.length, scores.length);

  // A heap with the worst of the kept rows at the root.
  const heap = new Uint32Array(Math.min(k, scores.length));
  let size = 0;
  for (let row = 0; row < scores.length; row++) {
    if (excluded && excluded[row] !== 0) continue;
    if (Number.isNaN(scores[row])) throw notANumber(row);
    if (size < heap.length) {
      heap[size] = row;
      siftUp(heap, size, scores);
      size += 1;
    } else if (size > 0 && scores[row] > scores[heap[0]]) {
      heap[0] = row;
      siftDown(heap, size, scores);
    }
  }

  const docRows = new Uint32Array(size);
  for (let place = size - 1; place >= 0; place--) {
    docRows[place] = heap[0];
    heap[0] = heap[place];
    siftDown(heap, place, scores);
  }
  return { docRows, scores: Float32Array.from(docRows, (row) => scores[row]) };
}

/** The given rows with their scores, best first, ties to the lower row. NaN is an InvalidArgumentError. */
export function sortRanking(docRows: Uint32Array, scores: Float32Array): Ranking {
  checkCount('scores', scores.length, docRows.length);
  const nanAt = scores.findIndex(Number.isNaN);
  if (nanAt !== -1) throw notANumber(docRows[nanAt]);
  const order = Uint32Array.from(docRows.keys());
  // Comparing instead of subtracting: the difference of two infinities would be NaN.
  order.sort((a, b) => (scores[a] === scores[b] ? docRows[a] - docRows[b] : scores[a] > scores[b] ? -1 : 1));
  return {
    docRows: Uint32Array.from(order, (position) => docRows[position]),
    scores: Float32Array.from(order, (position) => scores[position]),
  };
}

/** One ranking of two that share no row: O(n), where sorting all of it anew would take longer. */
export function mergeRankings(left: Ranking, right: Ranking): Ranking {
  const count = left.docRows.length + right.docRows.length;
  const docRows = new Uint32Array(count);
  const scores = new Float32Array(count);
  let l = 0;
  let r = 0;
  for (let place = 0; place < count; place++) {
    const takesLeft =
      r === right.docRows.length ||
      (l < left.docRows.length &&
        (left.scores[l] > right.scores[r] ||
          (left.scores[l] === right.scores[r] && left.docRows[l] < right.docRows[r])));
    docRows[place] = takesLeft ? left.docRows[l] : right.docRows[r];
    scores[place] = takesLeft ? left.scores[l++] : right.scores[r++];
  }
  return { docRows, scores };
}

function isWorse(row: number, than: number, scores: Float64Array | Float32Array): boolean {
  return scores[row] < scores[than] || (scores[row] === scores[than] && row > than);
}

function siftUp(heap: Uint32Array, from: number, scores: Float64Array | Float32Array): void {
  let child = from;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isWorse(heap[child], heap[parent], scores)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function siftDown(heap: Uint32Array, size: number, scores: Float64Array | Float32Array): void {
  let parent = 0;
  for (;;) {
    const left = 2 * parent + 1;
    if (left >= size) return;
    const right = left + 1;
    const worst = right < size && isWorse(heap[right], heap[left], scores) ? right : left;
    if (!isWorse(heap[worst], heap[parent], scores)) return;
    swap(heap, worst, parent);
    parent = worst;
  }
}

function swap(heap: Uint32Array, a: number, b: number): void {
  const kept = heap[a];
  heap[a] = heap[b];
  heap[b] = kept;
}

function notANumber(row: number): XennError {
  return new XennError(
    'InvalidArgumentError',
    `A ranking needs numbers, but the score of row ${row} is NaN.`,
  );
}
