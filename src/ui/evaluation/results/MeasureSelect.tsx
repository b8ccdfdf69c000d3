import { NativeSelect } from '@mantine/core';
import { measureLabel } from '../../../report/measures.ts';
import type { MeasureName } from '../../../workers/client.ts';

interface Props {
  measures: readonly MeasureName[];
  value: MeasureName;
  onChange: (measure: MeasureName) => void;
}

/** One measure of those that an experiment has. */
export function MeasureSelect({ measures, value, onChange }: Props) {
  return (
    <NativeSelect
      size="xs"
      label="Measure"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as MeasureName)}
      data={measures.map((measure) => ({ value: measure, label: measureLabel(measure) }))}
    />
  );
}
