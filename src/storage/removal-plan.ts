/** A document that gets another row. */
export interface DocumentMove {
  readonly from: number;
  readonly to: number;
}

/**
 * Which documents move when others are removed, so that the rows are consecutive again, in an order in which every
 * place is free when its document comes.
 *
 * `rowCounts`: of every matrix that has a row a document, and of the corpus; ascending, the corpus last. A matrix may
 * have fewer rows than the corpus, because documents were added after it was made; then a document without a vector
 * must not move in among those that have one. So the rows are closed up from one row count to the next: the last
 * documents below it move into the free places below it, and what is free then lies just below it, for the documents
 * beyond. Every matrix keeps row r = document r and loses its last rows, one for each removed document it had; every
 * document moves once at most.
 */
export function planMoves(removed: ReadonlySet<number>, rowCounts: readonly number[]): DocumentMove[] {
  const moves: DocumentMove[] = [];
  let free: number[] = []; // ascending
  let start = 0;
  for (const end of rowCounts) {
    for (let row = start; row < end; row++) if (removed.has(row)) free.push(row);
    const newEnd = end - free.length;
    const freed = new Set(free);
    const places = free.values();
    for (let from = newEnd; from < end; from++) {
      if (!freed.has(from)) moves.push({ from, to: places.next().value as number });
    }
    free = Array.from({ length: end - newEnd }, (_, index) => newEnd + index);
    start = end;
  }
  return moves;
}
