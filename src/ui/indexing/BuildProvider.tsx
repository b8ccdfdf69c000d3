import { notifications } from '@mantine/notifications';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useReducer, useRef } from 'react';
import type { IndexParameters } from '../../workers/client.ts';
import { useRoute } from '../shared/route.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { BuildContext, type BuildControl } from './build-context.ts';
import { type BuildState, NO_BUILD, reduceBuild } from './build-state.ts';
import { runBuild } from './run-build.ts';

/** Holds the build above the screens, so that it goes on whichever of them is open. */
export function BuildProvider({ children }: { children: ReactNode }) {
  const { client, details } = useWorkspace();
  const [state, dispatch] = useReducer(reduceBuild, NO_BUILD);
  const controller = useRef<AbortController>(undefined);
  const nextRunId = useRef(1);
  const { reload } = details;

  const start = useCallback(
    (parameters: IndexParameters) => {
      controller.current = new AbortController();
      const run = { runId: nextRunId.current++, parameters, signal: controller.current.signal };
      // Whatever became of it, the lists of indexes and of unfinished builds are others then.
      void runBuild(client, run, dispatch).then(reload);
    },
    [client, reload],
  );
  const stop = useCallback((how: 'pause' | 'cancel') => {
    dispatch({ type: 'stopAsked', how });
    controller.current?.abort(how);
  }, []);

  const control = useMemo<BuildControl>(
    () => ({
      state,
      start,
      pause: () => stop('pause'),
      cancel: () => stop('cancel'),
      dismiss: () => dispatch({ type: 'dismissed' }),
    }),
    [state, start, stop],
  );
  useEndNotice(state);
  return <BuildContext value={control}>{children}</BuildContext>;
}

/** Says how a build ended when its own screen is not the one that is open. */
function useEndNotice(state: BuildState): void {
  const route = useRoute();
  const notify = useEffectEvent(() => {
    if (route === 'index') return;
    if (state.status === 'finished') {
      notifications.show({ title: 'Index built', message: `"${state.index.name}" is ready to search with.` });
    }
    if (state.status === 'failed') {
      notifications.show({ color: 'red', title: 'The index build stopped', message: state.error.message });
    }
  });
  const { status } = state;
  useEffect(() => {
    if (status === 'finished' || status === 'failed') notify();
  }, [status]);
}
