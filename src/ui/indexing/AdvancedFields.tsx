import { NumberInput, SimpleGrid } from '@mantine/core';
import { Disclosure } from '../shared/Disclosure.tsx';
import type { DraftProblems, IndexDraft } from './index-draft.ts';

interface Props {
  draft: IndexDraft;
  problems: DraftProblems;
  edit: (change: Partial<IndexDraft>) => void;
}

/** How the factorisation runs. Unfolded by itself when something in it is wrong. */
export function AdvancedFields({ draft, problems, edit }: Props) {
  const forced = Boolean(problems.seed ?? problems.learningRate ?? problems.epochs);
  return (
    <Disclosure label="Advanced" forced={forced}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" pt="xs">
        <NumberInput
          label="Seed"
          description="Same seed, same index."
          value={draft.seed}
          onChange={(seed) => edit({ seed })}
          error={problems.seed}
          min={0}
          allowDecimal={false}
          allowNegative={false}
        />
        <NumberInput
          label="Learning rate"
          description="Step size of AdamW; the paper uses 0.001."
          value={draft.learningRate}
          onChange={(learningRate) => edit({ learningRate })}
          error={problems.learningRate}
          min={0}
          step={0.001}
          decimalScale={6}
        />
        <NumberInput
          label="Epochs"
          description="Passes over the pairs; watch the held-out error."
          value={draft.epochs}
          onChange={(epochs) => edit({ epochs })}
          error={problems.epochs}
          min={1}
          allowDecimal={false}
          allowNegative={false}
        />
      </SimpleGrid>
    </Disclosure>
  );
}
