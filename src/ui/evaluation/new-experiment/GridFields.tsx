import { NativeSelect, SimpleGrid, TagsInput } from '@mantine/core';
import { CountInput } from '../../indexing/CountInput.tsx';
import type { ExperimentFormProps } from './form-props.ts';

interface Props extends ExperimentFormProps {
  /** Of the methods of the grid; empty while they have problems. */
  readonly labels: readonly string[];
}

/** Budgets, rounds and ks of the grid, and which test queries it is run on. */
export function GridFields({ draft, problems, edit, labels }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TagsInput
        label="Budgets B"
        description="Cross-encoder calls a query; one column of the grid each."
        value={[...draft.budgets]}
        onChange={(budgets) => edit({ budgets })}
        error={problems.budgets}
        splitChars={[',', ' ']}
        inputMode="numeric"
      />
      <TagsInput
        label="Rounds R"
        description="Each is another method. Empty: each method’s own."
        value={[...draft.rounds]}
        onChange={(rounds) => edit({ rounds })}
        error={problems.rounds}
        splitChars={[',', ' ']}
        inputMode="numeric"
      />
      <TagsInput
        label="Measured at k"
        description="Places that recall, nDCG and the others look at."
        value={[...draft.ks]}
        onChange={(ks) => edit({ ks })}
        error={problems.ks}
        splitChars={[',', ' ']}
        inputMode="numeric"
      />
      <NativeSelect
        label="Tested against"
        description="The differences to it are tested for significance."
        value={labels.includes(draft.baseline) ? draft.baseline : labels[0]}
        onChange={(event) => edit({ baseline: event.currentTarget.value })}
        data={[...labels].sort()}
        disabled={labels.length < 2}
      />
      <CountInput
        label="Test queries"
        description="Fewer than there are: a sample."
        value={draft.queryCount}
        onChange={(queryCount) => edit({ queryCount })}
        error={problems.queryCount}
      />
      <CountInput
        label="Seed"
        description="Decides the sample and all that is random in a method."
        min={0}
        thousandSeparator=""
        value={draft.seed}
        onChange={(seed) => edit({ seed })}
        error={problems.seed}
      />
    </SimpleGrid>
  );
}
