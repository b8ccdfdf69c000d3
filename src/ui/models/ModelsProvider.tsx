import { type ReactNode, useCallback, useMemo, useReducer, useRef } from 'react';
import { isCancelled } from '../../core/errors.ts';
import type { ModelOffer, PickedFile } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { NO_INSTALL, reduceInstall } from './install-state.ts';
import { ModelsContext, type ModelsControl } from './models-context.ts';

/** Holds the installation above the screens, so that it goes on whichever of them is open. */
export function ModelsProvider({ children }: { children: ReactNode }) {
  const { client } = useWorkspace();
  const installed = useLoaded(useCallback(() => client.listModels({}), [client]));
  const [install, dispatch] = useReducer(reduceInstall, NO_INSTALL);
  const controller = useRef<AbortController>(undefined);
  const { reload } = installed;

  const startInstall = useCallback(
    (offer: ModelOffer, weightsPath: string, files?: readonly PickedFile[]) => {
      if (controller.current) return;
      controller.current = new AbortController();
      const { signal } = controller.current;
      dispatch({ type: 'started', kind: offer.kind, name: offer.name });
      client
        .installModel(
          { offer, weightsPath, ...(files && { files }) },
          { signal, onProgress: (progress) => dispatch({ type: 'progressed', progress }) },
        )
        .then(
          (model) => dispatch({ type: 'installed', model }),
          (thrown) =>
            dispatch(isCancelled(thrown) ? { type: 'stopped' } : { type: 'failed', error: toError(thrown) }),
        )
        .then(() => {
          controller.current = undefined;
          reload();
        });
    },
    [client, reload],
  );

  const control = useMemo<ModelsControl>(
    () => ({
      installed,
      install,
      startInstall,
      stopInstall: () => {
        dispatch({ type: 'stopAsked' });
        controller.current?.abort();
      },
      dismissInstall: () => dispatch({ type: 'dismissed' }),
    }),
    [installed, install, startInstall],
  );
  return <ModelsContext value={control}>{children}</ModelsContext>;
}
