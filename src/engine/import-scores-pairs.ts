/** Scores made elsewhere while they are read: nothing of them is stored before all are known to be right. */
import { XennError } from '../core/errors.ts';
import type { KnownScores } from './ports.ts';

/** Of each query text, ascending docRow, each at most once. */
export type ScoresByQuery = ReadonlyMap<string, KnownScores>;

export interface PairCollector {
  /** `score` is finite. Remembers a document id that the corpus does not have. */
  add(query: string, docId: string, score: number): void;
  /**
   * @throws ImportError when there was no pair, an unknown document, or a pair twice with different scores.
   */
  finish(): ScoresByQuery;
}

/** Unknown ids that a message names. */
const NAMED = 3;

/** Collects the pairs of the file `path`; `docIds` are the corpus's, by docRow. */
export function createPairCollector(docIds: readonly string[], path: string): PairCollector {
  const rowOfId = new Map(docIds.map((id, docRow) => [id, docRow]));
  const found = new Map<string, { docRows: number[]; scores: number[] }>();
  const unknown = new Set<string>();
  return {
    add(query, docId, score) {
      const docRow = rowOfId.get(docId);
      if (docRow === undefined) {
        unknown.add(docId);
        return;
      }
      let pairs = found.get(query);
      if (!pairs) {
        pairs = { docRows: [], scores: [] };
        found.set(query, pairs);
      }
      pairs.docRows.push(docRow);
      // As they are stored.
      pairs.scores.push(Math.fround(score));
    },
    finish() {
      if (unknown.size > 0) throw unknownError(unknown, path);
      if (found.size === 0) {
        throw new XennError('ImportError', `${path} holds no score. Expected one for a pair at least.`);
      }
      const entries = Array.from(
        found,
        ([query, { docRows, scores }]) => [query, distinctPairs(query, docRows, scores)] as const,
      );
      return new Map(entries);
    },
  };

  function distinctPairs(query: string, docRows: readonly number[], scores: readonly number[]): KnownScores {
    const order = Uint32Array.from(docRows, (_, position) => position);
    order.sort((left, right) => docRows[left] - docRows[right]);
    const first = order.filter((position, index) => {
      if (index === 0) return true;
      const before = order[index - 1];
      if (docRows[before] !== docRows[position]) return true;
      if (scores[before] === scores[position]) return false;
      throw new XennError(
        'ImportError',
        `${path} gives two scores, ${scores[before]} and ${scores[position]}, to the query '${query}' with the document '${docIds[docRows[position]]}'. Expected one for each pair. Nothing was imported; remove one of them.`,
      );
    });
    return {
      docRows: first.map((position) => docRows[position]),
      scores: Float32Array.from(first, (position) => scores[position]),
    };
  }
}

function unknownError(unknown: ReadonlySet<string>, path: string): XennError {
  const named = [...unknown].slice(0, NAMED).map((id) => `'${id}'`);
  const rest = unknown.size > NAMED ? ', …' : '';
  return new XennError(
    'ImportError',
    `${path} has scores of ${unknown.size.toLocaleString('en-US')} documents that this corpus does not have: ${named.join(', ')}${rest}. Expected the ids of its documents. Nothing was imported; choose the corpus that they belong to, or leave them out.`,
  );
}
