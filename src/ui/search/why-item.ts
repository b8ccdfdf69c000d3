/** What a run knows of one item. */
import type { StoredDocument } from '../../core/records.ts';
import type { Ranking } from '../../core/types.ts';
import type { RetrievedItem } from '../../workers/client.ts';
import { estimateOf, type RoundView, type RunView } from './run-view.ts';

export interface ItemAsScored {
  readonly item: RetrievedItem;
  /** The round that scored it, from 1. */
  readonly round: number;
}

/** Undefined for an item that no round scored. */
export function findScored(rounds: readonly RoundView[], docRow: number): ItemAsScored | undefined {
  for (const { index, newItems } of rounds) {
    const item = newItems.find(({ document }) => document.docRow === docRow);
    if (item) return { item, round: index };
  }
  return undefined;
}

export interface ItemNotScored {
  /** After the shown round; a stored run does not know all. */
  readonly estimate?: number;
  readonly exact?: ExactPlace;
}

/** Where an item stands among all items, from 1. */
export interface ExactPlace {
  readonly rank: number;
  readonly score: number;
}

/** `shownRound`: from 1; 0: none yet. */
export function describeNotScored(
  run: Pick<RunView, 'rounds'>,
  shownRound: number,
  exact: Ranking | undefined,
  docRow: number,
): ItemNotScored {
  const round = run.rounds[shownRound - 1];
  const estimate = round && estimateOf(round, docRow);
  const place = exactPlace(exact, docRow);
  return { ...(estimate !== undefined && { estimate }), ...(place && { exact: place }) };
}

export function exactPlace(exact: Ranking | undefined, docRow: number): ExactPlace | undefined {
  const place = exact?.docRows.indexOf(docRow) ?? -1;
  return exact && place >= 0 ? { rank: place + 1, score: exact.scores[place] } : undefined;
}

/** A document that any of the runs found, or that was kept with them. */
export function findDocument(
  runs: readonly Pick<RunView, 'rounds'>[],
  documents: readonly StoredDocument[],
  docRow: number,
): StoredDocument | undefined {
  for (const { rounds } of runs) {
    const scored = findScored(rounds, docRow);
    if (scored) return scored.item.document;
  }
  return documents.find((document) => document.docRow === docRow);
}
