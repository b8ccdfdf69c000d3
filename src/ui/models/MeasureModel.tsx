import { Button } from '@mantine/core';
import type { Calibration } from '../../core/records.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { storeCalibration } from '../shared/preferences.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { useAsked } from './use-asked.ts';

interface Props {
  modelId: string;
  name: string;
  /** The figures are kept; whoever shows them reads them again. */
  onMeasured: () => void;
}

/** Tries a model on every backend without using it, so that the files of one model can be compared. */
export function MeasureModel({ modelId, name, onMeasured }: Props) {
  const { client } = useWorkspace();
  const measuring = useAsked<Calibration>();

  async function measure() {
    const calibration = await measuring.ask((signal) => client.measureModel({ modelId }, { signal }));
    if (!calibration) return;
    storeCalibration(calibration);
    onMeasured();
  }

  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        onClick={measure}
        loading={measuring.asking}
        aria-label={`Measure ${name}`}
        mb={4}
      >
        Measure its speed
      </Button>
      {measuring.error && <ErrorAlert title="The speed could not be measured" error={measuring.error} />}
    </>
  );
}
