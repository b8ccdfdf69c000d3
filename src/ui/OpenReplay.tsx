import { useEffect } from 'react';
import { ReplayScreen } from './search/ReplayScreen.tsx';
import { useWorkspace } from './shared/workspace.ts';

/** The kept search that the address names. */
export default function OpenReplay({ runId }: { runId: string }) {
  const { client } = useWorkspace();
  useEffect(() => {
    document.title = 'Stored search · xenn';
  }, []);
  return <ReplayScreen client={client} runId={runId} />;
}
