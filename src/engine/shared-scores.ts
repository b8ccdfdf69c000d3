/** Scores of one query as all know them who score it at the same time, so that none of them scores a pair again. */
import type { Store } from './ports.ts';
import { createTurns, type TakeTurn } from './turns.ts';

export interface SharedScores {
  /** By docRow. */
  readonly known: Map<number, number>;
  /** One after the other: who comes later finds what the others have scored. */
  readonly inTurn: TakeTurn;
  /** To be called once, when what was scored is stored. */
  leave(): void;
}

/** Which scores: of a query text, by a cross-encoder, of a corpus as its documents are now. */
export interface ScoresOf {
  readonly corpusId: string;
  /** Rows of other documents are other pairs. */
  readonly corpusHash: string;
  readonly crossEncoderHash: string;
  readonly queryText: string;
}

interface Entry {
  readonly known: Map<number, number>;
  readonly inTurn: TakeTurn;
  users: number;
}

/** Those in use: they end with their last user. */
const inUse = new WeakMap<Store, Map<string, Entry>>();

/** Reads the stored scores, and joins whoever is at work on the same ones. Throws StorageError. */
export async function openSharedScores(store: Store, of: ScoresOf): Promise<SharedScores> {
  const { corpusId, corpusHash, crossEncoderHash, queryText } = of;
  const entries = inUse.get(store) ?? new Map<string, Entry>();
  inUse.set(store, entries);
  const key = JSON.stringify([corpusId, corpusHash, crossEncoderHash, queryText]);
  const entry = entries.get(key) ?? { known: new Map(), inTurn: createTurns(), users: 0 };
  entries.set(key, entry);
  entry.users += 1;
  const leave = () => {
    entry.users -= 1;
    if (entry.users === 0) entries.delete(key);
  };
  try {
    const stored = await store.readScores(corpusId, crossEncoderHash, queryText);
    stored.docRows.forEach((docRow, i) => void entry.known.set(docRow, stored.scores[i]));
  } catch (error) {
    leave();
    throw error;
  }
  return { known: entry.known, inTurn: entry.inTurn, leave };
}
