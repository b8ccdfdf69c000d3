import { Checkbox, SimpleGrid, TagsInput } from '@mantine/core';
import { type PresetName, SEARCH_PRESETS } from '../../../core/search-presets.ts';
import type { ExperimentFormProps } from './form-props.ts';

const PRESETS = SEARCH_PRESETS.map(({ name, label, sentence }) => ({ name, label, sentence }));

/** Which methods are compared, and in which item spaces. */
export function MethodFields({ draft, problems, subject, edit }: ExperimentFormProps) {
  return (
    <>
      <Checkbox.Group
        label="Methods"
        value={[...draft.presets]}
        // In the order in which they are offered, whatever the order of ticking.
        onChange={(names) => edit({ presets: presetsIn(names) })}
        error={problems.presets}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" mt={6}>
          {PRESETS.map(({ name, label, sentence }) => (
            <Checkbox key={name} value={name} label={label} description={sentence} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <Checkbox.Group
        label="Item vectors"
        description="Every method is searched in each of them; indexes of anchor scores serve ADACUR and ANNCUR alone."
        value={[...draft.itemSpaces]}
        onChange={(itemSpaces) => edit({ itemSpaces })}
        error={problems.itemSpaces}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" mt={6}>
          {subject.itemSpaces.map(({ itemSpace, name }) => (
            <Checkbox key={itemSpace} value={itemSpace} label={name} className="breakable" />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <TagsInput
        label="λ of AXN"
        description="Each is another method. Empty: as published."
        maw="24rem"
        value={[...draft.lambdas]}
        onChange={(lambdas) => edit({ lambdas })}
        error={problems.lambdas}
        splitChars={[',', ' ']}
        inputMode="decimal"
        disabled={!draft.presets.includes('paper')}
      />
    </>
  );
}

function presetsIn(names: readonly string[]): PresetName[] {
  return PRESETS.flatMap(({ name }) => (names.includes(name) ? [name] : []));
}
