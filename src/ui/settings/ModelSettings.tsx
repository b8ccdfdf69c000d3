import { Anchor, Code, DataList, Text } from '@mantine/core';
import { formatCount, formatHash } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';

export function ModelSettings() {
  const { value: status } = useWorkspace().encoderStatus;
  return (
    <Section title="Models" description="They ship with the app and are loaded from where it is served.">
      {status ? (
        <DataList size="sm" gap={6} labelWidth="7.5rem">
          <DataList.Item>
            <DataList.ItemLabel>Cross-encoder</DataList.ItemLabel>
            <DataList.ItemValue className="breakable">
              {status.crossEncoder.name}, up to {formatCount(status.crossEncoder.maxTokens)} tokens a pair,
              SHA-256 <Code title={status.crossEncoder.hash}>{formatHash(status.crossEncoder.hash)}</Code>
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>Dual-encoder</DataList.ItemLabel>
            <DataList.ItemValue className="breakable">
              {status.dualEncoder.name}, {formatCount(status.dualEncoder.dimension)} dimensions, SHA-256{' '}
              <Code title={status.dualEncoder.hash}>{formatHash(status.dualEncoder.hash)}</Code>
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
      ) : (
        <Text size="sm" c="dimmed">
          Not loaded yet.
        </Text>
      )}
      <Text size="sm" c="dimmed" maw="44rem">
        Both were trained from scratch for this app on public texts, among them Wikipedia (CC BY-SA), SQuAD
        (CC BY-SA 4.0) and SciFact (CC BY 4.0, abstracts ODC-By). They are starter models: small and quick,
        not the best ranking there is. Sources, licences and measured quality are in the{' '}
        <Anchor href={`${import.meta.env.BASE_URL}models/MODEL_CARD.md`} target="_blank" rel="noreferrer">
          model card
        </Anchor>
        .
      </Text>
    </Section>
  );
}
