import { useEffect } from 'react';
import { ReportScreen } from './report/ReportScreen.tsx';
import { useWorkspace } from './shared/workspace.ts';

/** The report of the experiment that the address names. */
export default function OpenReport({ experimentId }: { experimentId: string }) {
  const { client } = useWorkspace();
  useEffect(() => {
    document.title = 'Report · xenn';
  }, []);
  return <ReportScreen client={client} experimentId={experimentId} />;
}
