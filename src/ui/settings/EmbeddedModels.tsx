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
        Both were trained from scratch for this app on openly licensed English texts, among them Wikipedia and
        SQuAD (CC BY-SA), and taught by all-MiniLM-L6-v2 together with BM25. The cross-encoder reads 256
        tokens and ranks a little better than BM25, better still together with it; it goes by words more than
        by meaning, so it misses paraphrases and who did what to whom, the end of long texts and other
        languages. Sources, licences and measured quality are in the{' '}
        <Anchor href={`${import.meta.env.BASE_URL}models/MODEL_CARD.md`} target="_blank" rel="noreferrer">
          model card
        </Anchor>
        .
      </Text>
    </Section>
  );
}
