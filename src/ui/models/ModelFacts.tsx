import { Code, DataList, Text } from '@mantine/core';
import type { ModelKind } from '../../core/records.ts';
import type { EncoderStatus } from '../../workers/client.ts';
import { formatCount, formatHash } from '../shared/format.ts';
import { useWorkspace } from '../shared/workspace.ts';

/** What is known of the model in use. */
export function ModelFacts({ kind }: { kind: ModelKind }) {
  const { value: status, error } = useWorkspace().encoderStatus;
  if (error) {
    return (
      <Text size="sm" c="red">
        The models could not be loaded: see “Cross-encoder backend”.
      </Text>
    );
  }
  if (!status) {
    return (
      <Text size="sm" c="dimmed">
        Not loaded yet.
      </Text>
    );
  }
  const { name, hash } = kind === 'cross-encoder' ? status.crossEncoder : status.dualEncoder;
  return (
    <DataList size="sm" gap={6} labelWidth="5rem">
      <DataList.Item>
        <DataList.ItemLabel>In use</DataList.ItemLabel>
        <DataList.ItemValue className="breakable">
          {name}, {sizeOf(status, kind)}, SHA-256 <Code title={hash}>{formatHash(hash)}</Code>
        </DataList.ItemValue>
      </DataList.Item>
    </DataList>
  );
}

function sizeOf({ crossEncoder, dualEncoder }: EncoderStatus, kind: ModelKind): string {
  return kind === 'cross-encoder'
    ? `up to ${formatCount(crossEncoder.maxTokens)} tokens a pair`
    : `${formatCount(dualEncoder.dimension)} dimensions`;
}
