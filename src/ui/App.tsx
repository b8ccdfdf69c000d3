import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { styleNonce } from '../app/style-nonce.ts';
import { ImportProvider } from './corpus/ImportProvider.tsx';
import { CostProvider } from './cost/CostProvider.tsx';
import { EvaluationProvider } from './evaluation/EvaluationProvider.tsx';
import { BuildProvider } from './indexing/BuildProvider.tsx';
import { RecallProvider } from './indexing/library/RecallProvider.tsx';
import { ModelsProvider } from './models/ModelsProvider.tsx';
import { Shell } from './Shell.tsx';
import type { ConnectionStore } from './shared/connection.ts';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { cssVariables, theme } from './shared/theme.ts';
import { WorkspaceProvider } from './shared/WorkspaceProvider.tsx';

export function App({ connection }: { connection: ConnectionStore }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Notifications position="bottom-right" />
      <ErrorBoundary resetKey="app">
        <WorkspaceProvider connection={connection}>
          <ModelsProvider>
            <BuildProvider>
              <CostProvider>
                <RecallProvider>
                  <EvaluationProvider>
                    <ImportProvider>
                      <Shell />
                    </ImportProvider>
                  </EvaluationProvider>
                </RecallProvider>
              </CostProvider>
            </BuildProvider>
          </ModelsProvider>
        </WorkspaceProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
