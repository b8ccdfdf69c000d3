import { useEffect, useRef, useState } from 'react';
import { toError } from '../shared/error.ts';

export interface Asked<T> {
  readonly asking: boolean;
  readonly error?: Error;
  /** The answer, or undefined when it failed or something newer was asked. */
  readonly ask: (work: (signal: AbortSignal) => Promise<T>) => Promise<T | undefined>;
}

/**
 * A question that a person asks by a button; only the newest answer lands, and none after leaving: a screen that is
 * hidden keeps its state, so it must not come back still asking.
 */
export function useAsked<T>(): Asked<T> {
  const [state, setState] = useState<{ asking: boolean; error?: Error }>({ asking: false });
  const newest = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      newest.current?.abort();
      setState((old) => (old.asking ? { asking: false } : old));
    },
    [],
  );

  async function ask(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    newest.current?.abort();
    const controller = new AbortController();
    newest.current = controller;
    setState({ asking: true });
    try {
      const answer = await work(controller.signal);
      if (controller.signal.aborted) return undefined;
      setState({ asking: false });
      return answer;
    } catch (thrown) {
      if (!controller.signal.aborted) setState({ asking: false, error: toError(thrown) });
      return undefined;
    }
  }

  return { ...state, ask };
}
