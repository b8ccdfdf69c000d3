import { NumberInput, SimpleGrid } from '@mantine/core';
import { Disclosure } from '../../shared/Disclosure.tsx';
import { CountInput } from '../CountInput.tsx';
import type { FormProps } from './form-props.ts';
import { settingsOf, withSetting } from './index-draft.ts';
import { SETTING_NAMES, SETTINGS } from './method-settings.ts';

/** How training runs. Unfolded by itself when something in it is wrong. */
export function AdvancedFields({ draft, problems, edit }: FormProps) {
  const settings = settingsOf(draft);
  const forced = problems.seed !== undefined || SETTING_NAMES.some((name) => problems[name] !== undefined);
  const batchDescription =
    draft.method === 'de-dstl' ? 'Train queries a step, each with all its documents.' : undefined;
  return (
    <Disclosure label="Advanced" forced={forced}>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="md" pt="xs">
        <CountInput
          label="Seed"
          description="Same seed, same index."
          value={draft.seed}
          onChange={(seed) => edit({ seed })}
          error={problems.seed}
          min={0}
          thousandSeparator=""
        />
        {SETTING_NAMES.map((name) => {
          const value = settings[name];
          if (value === undefined) return null;
          const { label, description, rule, step } = SETTINGS[name];
          return (
            <NumberInput
              key={name}
              label={label}
              description={(name === 'batchSize' && batchDescription) || description}
              value={value}
              onChange={(typed) => edit(withSetting(draft, name, typed))}
              error={problems[name]}
              min={rule.least}
              step={step}
              allowDecimal={!rule.whole}
              allowNegative={false}
              clampBehavior="none"
              decimalScale={6}
            />
          );
        })}
      </SimpleGrid>
    </Disclosure>
  );
}
