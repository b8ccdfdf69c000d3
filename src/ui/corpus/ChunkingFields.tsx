import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { CountInput } from '../indexing/CountInput.tsx';
import { useImport } from './import-context.ts';
import { type ChunkingDraft, chunkedBy, type DraftProblems } from './import-draft.ts';

const UNITS: readonly { readonly value: ChunkingDraft['unit']; readonly label: string }[] = [
  { value: 'none', label: 'No, keep them whole' },
  { value: 'words', label: 'By words' },
  { value: 'sentences', label: 'By sentences' },
  { value: 'headings', label: 'By headings' },
];

const UNIT_NAMES = { words: 'Words', sentences: 'Sentences', headings: 'Words' } as const;

interface Props {
  chunking: ChunkingDraft;
  problems: DraftProblems;
}

/** Whether and how long documents are cut into passages. */
export function ChunkingFields({ chunking, problems }: Props) {
  const { edit } = useImport();
  const { unit, size, overlap } = chunking;
  const change = (part: Partial<ChunkingDraft>) => edit({ chunking: { ...chunking, ...part } });
  const toNumber = (value: string | number) => (typeof value === 'number' ? value : '');
  return (
    <Stack gap={6}>
      <Group gap="sm" align="flex-start">
        <NativeSelect
          label="Cut long documents into passages"
          value={unit}
          onChange={(event) =>
            edit({ chunking: chunkedBy(event.currentTarget.value as ChunkingDraft['unit']) })
          }
          data={[...UNITS]}
        />
        {unit !== 'none' && (
          <CountInput
            label={`${UNIT_NAMES[unit]}, at most`}
            w={{ base: '100%', xs: 140 }}
            value={size}
            onChange={(value) => change({ size: toNumber(value) })}
            error={problems.chunkSize}
          />
        )}
        {(unit === 'words' || unit === 'sentences') && (
          <CountInput
            label={`${UNIT_NAMES[unit]} repeated`}
            w={{ base: '100%', xs: 140 }}
            min={0}
            value={overlap}
            onChange={(value) => change({ overlap: toNumber(value) })}
            error={problems.chunkOverlap}
          />
        )}
      </Group>
      {unit === 'none' && (
        <Text size="sm" c="dimmed" maw="44rem">
          A cross-encoder reads the beginning of a document only: the embedded one about 170 words. What is
          longer is found better in passages; each keeps the id of its document.
        </Text>
      )}
    </Stack>
  );
}
