import { useEffect, useState } from 'react';
import type { CorpusSummary } from '../../core/records.ts';
import type { EngineClient } from '../../workers/client.ts';
import { toError } from './error.ts';
import type { Preparation } from './workspace.ts';

/**
 * Has the dual-encoder read the open corpus, in advance of the first search, and again when `corpus` is another
 * object: documents may have been added. Never cancelled: a search may be waiting for the same pass.
 */
export function usePreparation(
  client: EngineClient,
  corpus: CorpusSummary | undefined,
): Preparation | undefined {
  const [preparation, setPreparation] = useState<Preparation>();

  useEffect(() => {
    if (!corpus) return;
    const { corpusId } = corpus;
    let current = true;
    const set = (next: Preparation | undefined) => current && setPreparation(next);
    client
      .embedCorpus({ corpusId }, { onProgress: (progress) => set({ corpusId, progress }) })
      .then(() => {
        set(undefined);
        current = false;
      })
      .catch((thrown) => set({ corpusId, error: toError(thrown) }));
    return () => {
      current = false;
      setPreparation(undefined);
    };
  }, [client, corpus]);

  return preparation;
}
