import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { EngineClient } from '../../workers/client.ts';

/** Shows what happens to the models while they are in use, such as a GPU that was lost; `onNotice` is told too. */
export function useNotices(client: EngineClient, onNotice: () => void): void {
  useEffect(() => {
    const controller = new AbortController();
    const show = (message: string) => {
      notifications.show({
        color: 'yellow',
        title: 'About the models',
        message,
        autoClose: false,
      });
      onNotice();
    };
    // Ends with the worker; why that ended is told by the calls that it leaves unanswered.
    client.watchNotices({}, { signal: controller.signal, onProgress: show }).catch(() => undefined);
    return () => controller.abort();
  }, [client, onNotice]);
}
