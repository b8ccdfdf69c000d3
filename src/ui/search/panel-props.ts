/** What every panel of the round inspector gets: runs alone, so that a stored search is drawn by the same panels. */
import type { Ranking } from '../../core/types.ts';
import type { RunView } from './run-view.ts';
import type { SearchClient } from './search-client.ts';
import type { ExactRanking } from './use-exact-ranking.ts';

export interface PanelProps {
  /** All runs of this search; those that have not started have no rounds. */
  readonly runs: readonly RunView[];
  /** The one that is stepped through; it is among `runs`. */
  readonly run: RunView;
  /** From 1, a round of `run`; the map alone is there before the first, and has 0 then. */
  readonly shownRound: number;
  /** All items of the corpus, or of a stored run the best 1,000; undefined where it is not known. */
  readonly exact: Ranking | undefined;
  /** The item the pointer is on, in whichever panel: a docRow. */
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

/** What a search of an open corpus can do besides showing what it has; a stored search has none of it. */
export interface LiveSearch {
  readonly client: SearchClient;
  readonly corpusId: string;
  readonly documentCount: number;
  /** Computing the exact ranking of the query, and how far that is. */
  readonly exact: ExactRanking;
  readonly searching: boolean;
}
