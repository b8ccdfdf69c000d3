import { NativeSelect, NumberInput, SimpleGrid } from '@mantine/core';
import { CountInput } from '../indexing/CountInput.tsx';
import type { CostDraft } from './cost-draft.ts';
import type { CostFormProps } from './cost-form-props.ts';

/** How recall is measured. */
export function CostRecallFields({ draft, problems, edit }: CostFormProps) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md">
      <CountInput label="Top k" value={draft.k} onChange={(k) => edit({ k })} error={problems.k} />
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
        onChange={(event) => edit({ fit: event.currentTarget.value as CostDraft['fit'] })}
        data={[
          { value: 'mix', label: 'λ mix with the prior' },
          { value: 'ridge', label: 'ridge around the prior' },
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
