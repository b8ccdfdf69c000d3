import { NativeSelect, NumberInput, SimpleGrid } from '@mantine/core';
import { CountInput } from '../CountInput.tsx';
import type { Problems } from '../new-index/number-rule.ts';
import type { RecallDraft } from './recall-draft.ts';

interface Props {
  draft: RecallDraft;
  problems: Problems<keyof RecallDraft>;
  edit: (change: Partial<RecallDraft>) => void;
}

/** How recall is measured: of what, with which searches, over how many queries. */
export function RecallFields({ draft, problems, edit }: Props) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md" verticalSpacing="sm">
      <CountInput label="k" value={draft.k} onChange={(k) => edit({ k })} error={problems.k} />
      <CountInput
        label="Budget B"
        value={draft.budget}
        onChange={(budget) => edit({ budget })}
        error={problems.budget}
      />
      <CountInput
        label="Rounds R"
        value={draft.rounds}
        onChange={(rounds) => edit({ rounds })}
        error={problems.rounds}
      />
      <CountInput
        label="Test queries"
        value={draft.queryCount}
        onChange={(queryCount) => edit({ queryCount })}
        error={problems.queryCount}
      />
      <NativeSelect
        label="Query embedding"
        value={draft.fit}
        onChange={(event) => edit({ fit: event.currentTarget.value as RecallDraft['fit'] })}
        data={[
          { value: 'mix', label: 'λ mix' },
          { value: 'ridge', label: 'ridge' },
        ]}
      />
      {draft.fit === 'mix' ? (
        <NumberInput
          label="λ"
          value={draft.lambda}
          onChange={(lambda) => edit({ lambda })}
          error={problems.lambda}
          step={0.1}
          clampBehavior="none"
        />
      ) : (
        <NumberInput
          label="μ"
          value={draft.mu}
          onChange={(mu) => edit({ mu })}
          error={problems.mu}
          step={0.1}
          clampBehavior="none"
        />
      )}
    </SimpleGrid>
  );
}
