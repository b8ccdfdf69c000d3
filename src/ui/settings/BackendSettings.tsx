import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useRestartWarning } from '../indexing/use-restart-warning.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatDate } from '../shared/format.ts';
import { forgetCalibrations } from '../shared/preferences.ts';
import { Section } from '../shared/Section.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { TrialTable } from './TrialTable.tsx';

const AUTOMATIC = 'automatic';
/** Kept for what is said of the backend while it loads, on a wide screen: a button below that moves is missed. */
const FORCED_REPORT_HEIGHT = '13rem';
const TRIALS_REPORT_HEIGHT = '19rem';

export function BackendSettings() {
  const { client, backendChoice, chooseBackend, models, chooseModels, encoderStatus, loadingStage } =
    useWorkspace();
  const compute = useLoaded(useCallback(() => client.readComputeStatus({}), [client]));
  const restartWarning = useRestartWarning('changing the backend');
  const byAddress = backendChoice.chosenBy === 'address';
  const { value: status, error } = encoderStatus;
  const expectedHeight = backendChoice.backend ? FORCED_REPORT_HEIGHT : TRIALS_REPORT_HEIGHT;

  function measureAgain() {
    forgetCalibrations();
    // Restarts the models as they are.
    chooseModels(models);
  }

  return (
    <Section
      title="Cross-encoder backend"
      description="What runs the model. Changing it restarts the models."
    >
      {models.crossEncoder.source === 'remote' && (
        <Text size="sm" c="dimmed">
          A server runs the cross-encoder: this choice waits until a model runs here again.
        </Text>
      )}
      {byAddress && (
        <Alert color="yellow" variant="light">
          The address of this page says{' '}
          <b style={{ whiteSpace: 'nowrap' }}>?backend={backendChoice.backend}</b>, which overrides this
          setting. Remove it from the address to choose here.
        </Alert>
      )}
      {restartWarning && (
        <Text size="sm" c="dimmed">
          {restartWarning}
        </Text>
      )}
      <Radio.Group
        aria-label="Cross-encoder backend"
        value={backendChoice.backend ?? AUTOMATIC}
        onChange={(value) => chooseBackend(value === 'wasm' || value === 'webgpu' ? value : undefined)}
        readOnly={byAddress}
      >
        <Stack gap="xs">
          <Radio
            value={AUTOMATIC}
            disabled={byAddress}
            label="Automatic"
            description="Both are tried on known pairs; the faster one with right scores is taken. A software GPU is left out."
          />
          <Radio
            value="wasm"
            disabled={byAddress}
            label="WASM"
            description="Runs on the processor; works everywhere."
          />
          <Radio
            value="webgpu"
            disabled={byAddress}
            label="WebGPU"
            description="Runs on the graphics card; needs a browser and a driver that allow it."
          />
        </Stack>
      </Radio.Group>
      {error && (
        <ErrorAlert title="The models could not be loaded" error={error} onRetry={encoderStatus.reload} />
      )}
      {!error && (
        <Stack gap="xs" mih={status ? undefined : expectedHeight}>
          {!status && (
            <Text size="sm" c="dimmed" role="status">
              Loading the models: {loadingStage ?? 'starting'} …
            </Text>
          )}
          {status && (
            <>
              <Text size="sm">{status.report.reason}</Text>
              <TrialTable report={status.report} />
              {status.report.calibration && (
                <Group gap="sm">
                  <Text size="sm" c="dimmed">
                    Measured on {formatDate(status.report.calibration.measuredMs)}; kept until the model, the
                    device or the browser changes.
                  </Text>
                  <Button variant="default" size="compact-sm" onClick={measureAgain}>
                    Measure again
                  </Button>
                </Group>
              )}
              <Text size="sm" c="dimmed" mih="3em">
                Matrix arithmetic of indexing:{' '}
                {compute.value?.reason ?? compute.error?.message ?? 'trying CPU and GPU …'}
              </Text>
            </>
          )}
        </Stack>
      )}
    </Section>
  );
}
