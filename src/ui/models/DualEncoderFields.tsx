import { Checkbox, Select, TextInput } from '@mantine/core';
import type { DualEncoderSettings, Pooling } from '../../core/model-settings.ts';

const POOLINGS: readonly { readonly value: Pooling; readonly label: string }[] = [
  { value: 'mean', label: 'Mean of all tokens' },
  { value: 'first-token', label: 'First token' },
  { value: 'last-token', label: 'Last token' },
];

interface Props {
  settings: DualEncoderSettings;
  onChange: (settings: DualEncoderSettings) => void;
}

export function DualEncoderFields({ settings, onChange }: Props) {
  const { pooling, normalize, queryPrefix, passagePrefix } = settings;
  return (
    <>
      <Select
        label="Pooling"
        description="Of no effect where the graph gives one vector a text."
        data={POOLINGS}
        value={pooling}
        allowDeselect={false}
        onChange={(value) => onChange({ ...settings, pooling: value as Pooling })}
        maw="20rem"
      />
      <Checkbox
        label="Scale vectors to length 1"
        checked={normalize}
        onChange={(event) => onChange({ ...settings, normalize: event.currentTarget.checked })}
      />
      <TextInput
        label="Before each query"
        value={queryPrefix}
        onChange={(event) => onChange({ ...settings, queryPrefix: event.currentTarget.value })}
      />
      <TextInput
        label="Before each passage"
        value={passagePrefix}
        onChange={(event) => onChange({ ...settings, passagePrefix: event.currentTarget.value })}
      />
    </>
  );
}
