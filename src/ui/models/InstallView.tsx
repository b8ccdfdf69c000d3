import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ModelKind } from '../../core/records.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { ProgressView } from '../shared/ProgressView.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import type { InstallState } from './install-state.ts';
import { withChosenModel } from './model-choice.ts';
import { useModels } from './models-context.ts';

/** How getting a model of this kind stands. */
export function InstallView({ kind }: { kind: ModelKind }) {
  const { install, dismissInstall } = useModels();
  const { models, chooseModels } = useWorkspace();
  if (install.status === 'idle') return null;
  if (install.status === 'installed') {
    if (install.model.kind !== kind) return null;
    const { modelId, name } = install.model;
    const use = () => {
      dismissInstall();
      chooseModels(withChosenModel(models, kind, modelId));
    };
    return (
      <Alert
        variant="light"
        title={`${name} is installed`}
        withCloseButton
        closeButtonLabel="Dismiss"
        onClose={dismissInstall}
      >
        <Group gap="sm">
          <Button size="xs" onClick={use}>
            Use it
          </Button>
          <Text size="sm">Using it restarts the models.</Text>
        </Group>
      </Alert>
    );
  }
  if (install.kind !== kind) return null;
  if (install.status === 'running') return <InstallRunning install={install} />;
  if (install.status === 'failed') {
    return (
      <ErrorAlert
        title={`${install.name} was not installed`}
        error={install.error}
        onClose={dismissInstall}
      />
    );
  }
  return (
    <Alert variant="light" color="gray" withCloseButton closeButtonLabel="Dismiss" onClose={dismissInstall}>
      <Text size="sm">
        {install.name} was not installed. What has arrived is kept: install it again to go on from there.
      </Text>
    </Alert>
  );
}

function InstallRunning({ install }: { install: Extract<InstallState, { status: 'running' }> }) {
  const { stopInstall } = useModels();
  const { name, progress, stopping } = install;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} className="breakable">
        Installing {name}
      </Text>
      <ProgressView label={`Installing ${name}`} progress={progress} />
      <Group>
        <Button variant="default" size="xs" onClick={stopInstall} disabled={stopping}>
          {stopping ? 'Cancelling …' : 'Cancel'}
        </Button>
        <Text size="sm" c="dimmed" className="breakable">
          {progress && `${progress.checking ? 'Checking' : 'Getting'} ${progress.path}`}
        </Text>
      </Group>
    </Stack>
  );
}
