import { useEffect, useRef, useState } from 'react';
import { isCancelled } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import type { EngineClient, JobProgress } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';

export type CheckState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly progress?: JobProgress; readonly stopping?: true }
  | { readonly status: 'whole' }
  | { readonly status: 'failed'; readonly error: Error };

export interface Check {
  readonly state: CheckState;
  readonly start: () => void;
  /** Takes effect after the part under way. */
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

/** Checks what is stored of a corpus; ends with the component. */
export function useCheck(client: EngineClient, { corpusId }: CorpusSummary): Check {
  const [state, setState] = useState<CheckState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start() {
    const started = new AbortController();
    running.current = started;
    setState({ status: 'running' });
    try {
      await client.checkCorpus(
        { corpusId },
        {
          signal: started.signal,
          onProgress: (progress) =>
            setState((now) => (now.status === 'running' ? { ...now, progress } : now)),
        },
      );
      setState({ status: 'whole' });
    } catch (thrown) {
      setState(isCancelled(thrown) ? { status: 'idle' } : { status: 'failed', error: toError(thrown) });
    }
  }

  function cancel() {
    running.current?.abort();
    setState((now) => (now.status === 'running' ? { ...now, stopping: true } : now));
  }

  return { state, start: () => void start(), cancel, dismiss: () => setState({ status: 'idle' }) };
}
