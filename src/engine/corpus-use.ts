import { XennError } from '../core/errors.ts';

/**
 * Keeps what reads a corpus by its rows apart from what moves rows: a score that is written for a row after its document
 * has moved would be another document's.
 */
export interface CorpusUse {
  /** Work that needs rows to stay; waits until a change under way has ended. */
  reading<Result>(corpusId: string, work: () => Promise<Result>): Promise<Result>;
  /** Work that moves rows. Throws InvalidArgumentError while there is work that needs them to stay. */
  changing<Result>(corpusId: string, work: () => Promise<Result>): Promise<Result>;
}

export function createCorpusUse(): CorpusUse {
  const readers = new Map<string, number>();
  const changes = new Map<string, Promise<unknown>>();
  const count = (corpusId: string, by: number) =>
    void readers.set(corpusId, (readers.get(corpusId) ?? 0) + by);
  return {
    async reading(corpusId, work) {
      for (let change = changes.get(corpusId); change; change = changes.get(corpusId)) {
        await change.catch(() => undefined);
      }
      count(corpusId, 1);
      return work().finally(() => count(corpusId, -1));
    },
    async changing(corpusId, work) {
      if ((readers.get(corpusId) ?? 0) > 0 || changes.has(corpusId)) {
        throw new XennError(
          'InvalidArgumentError',
          'This corpus is in use: it is being prepared, searched, indexed or measured. Wait until that has ended, or stop it, then try again.',
        );
      }
      const change = work().finally(() => changes.delete(corpusId));
      changes.set(corpusId, change);
      return change;
    },
  };
}
