export type RunInTurn = <T>(work: () => T | Promise<T>) => Promise<T>;

/** Runs work one after the other, in the order it was given. What throws rejects its own promise only. */
export function createTurns(): RunInTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
