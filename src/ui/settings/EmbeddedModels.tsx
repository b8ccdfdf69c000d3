import { Anchor, Text } from '@mantine/core';
import { Section } from '../shared/Section.tsx';

export function EmbeddedModels() {
  return (
    <Section
      title="Embedded models"
      description="They ship with the app and are loaded from where it is served."
    >
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
