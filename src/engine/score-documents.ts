/** The one way to a cross-encoder score: what is stored is read, what is missing is computed and stored. */
import type { Cancel, Scorer } from '../core/types.ts';
import { passageOf, type ReadDocuments } from './documents.ts';
import type { PassageIds } from './passage-ids.ts';
import type { CrossEncoder, KnownScores, ScoreBatch, Store } from './ports.ts';
import { openSharedScores } from './shared-scores.ts';

type ScoreOptions = NonNullable<Parameters<CrossEncoder['score']>[2]>;

export interface QueryScorer {
  /** Exact scores for `adaptiveSearch` and everything else; each pair is run at most once, ever. */
  readonly score: Scorer;
  readonly isKnown: (docRow: number) => boolean;
  readonly knownCount: () => number;
  readonly knownScores: () => KnownScores;
  /** How many of the scores asked for had to be computed, and the time inside the model's runs. */
  readonly computedCalls: () => number;
  readonly modelMs: () => number;
  /**
   * To be called once, at the end. Resolves when every computed score is stored; rejects if storing one failed.
   */
  readonly close: () => Promise<void>;
}

export interface QueryScorerOptions {
  readonly store: Store;
  readonly crossEncoder: CrossEncoder;
  readonly corpusId: string;
  /** Of the documents as they are now, which stay while the scorer is used. */
  readonly corpusHash: string;
  readonly queryText: string;
  readonly onBatch?: (batch: ScoreBatch) => void;
  /** The passages' token ids, where they are kept: no text is read then. */
  readonly passageIds?: PassageIds | undefined;
  /** Where the texts come from, if not straight from the store. */
  readonly readDocuments?: ReadDocuments;
}

/**
 * Scores one query against documents of one corpus. Each finished batch is handed to storage at once, in
 * one transaction; the model goes on meanwhile, so `close` before promising anything about durability.
 */
export async function openQueryScorer(options: QueryScorerOptions): Promise<QueryScorer> {
  const { store, crossEncoder, corpusId, corpusHash, queryText, passageIds, onBatch } = options;
  const readDocuments = options.readDocuments ?? ((docRows) => store.readDocuments(corpusId, docRows));
  const hash = crossEncoder.identity.hash;
  const shared = await openSharedScores(store, { corpusId, corpusHash, crossEncoderHash: hash, queryText });
  const { known } = shared;
  let writing: Promise<void> = Promise.resolve();
  let computedCalls = 0;
  let modelMs = 0;

  const missingOf = (docRows: Uint32Array) => docRows.filter((docRow) => !known.has(docRow));

  async function compute(missing: Uint32Array, cancel?: Cancel): Promise<void> {
    const scoreOptions: ScoreOptions = {
      ...(cancel && { cancel }),
      onBatch(batch) {
        const docRows = batch.positions.map((position) => missing[position]);
        docRows.forEach((docRow, i) => void known.set(docRow, batch.scores[i]));
        computedCalls += docRows.length;
        modelMs += batch.modelMs;
        const batchWriting = store.writeScores(corpusId, hash, queryText, { docRows, scores: batch.scores });
        writing = Promise.all([writing, batchWriting]).then(() => undefined);
        // The rejection is reported by close; unhandled in between it would kill the worker's console.
        writing.catch(() => undefined);
        onBatch?.(batch);
      },
    };
    if (passageIds && crossEncoder.passageIds) {
      await crossEncoder.passageIds.score(queryText, Array.from(missing, passageIds), scoreOptions);
    } else {
      const documents = await readDocuments(missing);
      await crossEncoder.score(queryText, documents.map(passageOf), scoreOptions);
    }
  }

  return {
    async score(docRows, cancel) {
      if (missingOf(docRows).length > 0) {
        await shared.inTurn(async () => {
          const missing = missingOf(docRows);
          if (missing.length > 0) await compute(missing, cancel);
        }, cancel);
      }
      return Float32Array.from(docRows, (docRow) => known.get(docRow) as number);
    },
    isKnown: (docRow) => known.has(docRow),
    knownCount: () => known.size,
    knownScores() {
      const docRows = Uint32Array.from(known.keys()).sort();
      return { docRows, scores: Float32Array.from(docRows, (docRow) => known.get(docRow) as number) };
    },
    computedCalls: () => computedCalls,
    modelMs: () => modelMs,
    close: () => writing.finally(shared.leave),
  };
}

/** Tokens of the assembled pair: query, passage and what every pair has, cut at the model's limit. */
export function pairTokens(
  queryTokens: number,
  passageTokens: number,
  { fixedTokens, maxTokens }: Pick<CrossEncoder, 'fixedTokens' | 'maxTokens'>,
): number {
  return Math.min(maxTokens, queryTokens + passageTokens + fixedTokens);
}
