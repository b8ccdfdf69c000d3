import { Group, Input } from '@mantine/core';
import type { PairShares } from '../../../core/index-records.ts';
import { CountInput } from '../CountInput.tsx';
import type { FormProps } from './form-props.ts';

const SOURCES: readonly (readonly [keyof PairShares, string])[] = [
  ['dualEncoder', 'Dual-encoder'],
  ['bm25', 'BM25'],
  ['random', 'Random'],
];

/** The shares of a mixture, in per cent. */
export function MixtureFields({ draft: { percents }, problems, edit }: FormProps) {
  return (
    <Input.Wrapper
      component="fieldset"
      label="Shares"
      labelElement="div"
      error={problems.percents}
      style={{ margin: 0, padding: 0, border: 0 }}
    >
      <Group gap="sm" grow preventGrowOverflow={false}>
        {SOURCES.map(([source, label]) => (
          <CountInput
            key={source}
            label={label}
            aria-label={`Share of ${label}`}
            suffix=" %"
            min={0}
            max={100}
            step={5}
            value={percents[source]}
            onChange={(value) => edit({ percents: { ...percents, [source]: value } })}
            error={problems.percents !== undefined}
            w="6.5rem"
          />
        ))}
      </Group>
    </Input.Wrapper>
  );
}
