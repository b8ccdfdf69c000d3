import { Anchor, Button, NumberInput, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { IndexSummary } from '../../core/index-records.ts';
import { type PresetName, presetOf, SEARCH_PRESETS } from '../../core/search-presets.ts';
import { START_SPACES } from '../../workers/client.ts';
import { Field } from './Field.tsx';
import { itemSpaceName } from './labels.ts';
import { asNumber } from './SettingControls.tsx';
import classes from './search.module.css';
import {
  choosePreset,
  isChanged,
  needsAnchors,
  type SearchSettings,
  settingsLabel,
} from './search-settings.ts';
import { BUDGET_WORDS, PRESET_WORDS, SETTING_WORDS } from './setting-words.ts';
import type { SettingsProblems } from './settings-problems.ts';

export interface PresetFieldsProps {
  readonly settings: SearchSettings;
  readonly indexes: readonly IndexSummary[];
  readonly problems: SettingsProblems;
  readonly budgetNote: string | undefined;
  readonly onChange: (settings: SearchSettings) => void;
  readonly onOpenIndexing: () => void;
  /** Absent where the method cannot be kept: it has problems, or is kept already. */
  readonly onAdd: (() => void) | undefined;
}

/** What most people choose: a method by its name, item vectors, and how much to spend. */
export function PresetFields(props: PresetFieldsProps) {
  const { settings, indexes, problems, budgetNote, onChange } = props;
  const { preset, budget, draft } = settings;
  const spaces = [...START_SPACES, ...indexes.map(({ indexId }) => indexId)].map((value) => ({
    value,
    label: itemSpaceName(indexes, value),
  }));
  return (
    <>
      <div className={classes.fields}>
        <Field {...PRESET_WORDS}>
          {({ id }) => (
            <Select
              id={id}
              size="xs"
              allowDeselect={false}
              maxDropdownHeight={480}
              data={SEARCH_PRESETS.map(({ name, label }) => ({ value: name, label }))}
              value={preset}
              renderOption={({ option }) => <PresetOption name={option.value as PresetName} />}
              onChange={(name) => name && onChange(choosePreset(settings, name as PresetName, indexes))}
            />
          )}
        </Field>
        <Field {...SETTING_WORDS.itemSpace}>
          {({ id }) => (
            <Select
              id={id}
              size="xs"
              allowDeselect={false}
              data={spaces}
              value={draft.itemSpace}
              error={problems.itemSpace}
              onChange={(itemSpace) => itemSpace && onChange({ ...settings, draft: { ...draft, itemSpace } })}
            />
          )}
        </Field>
        <Field {...BUDGET_WORDS}>
          {({ id }) => (
            <NumberInput
              id={id}
              size="xs"
              min={1}
              step={10}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              value={budget}
              error={problems.budget}
              description={budgetNote}
              inputWrapperOrder={['input', 'description', 'error']}
              onChange={(value) => onChange({ ...settings, budget: asNumber(value) })}
            />
          )}
        </Field>
        <Button
          className={classes.add}
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          px={6}
          disabled={!props.onAdd}
          onClick={props.onAdd}
        >
          Add to compare
        </Button>
      </div>
      <Text size="xs" c="dimmed" mt={6}>
        {isChanged(settings) ? (
          <>
            <strong>{settingsLabel(settings)}.</strong>{' '}
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => onChange(choosePreset(settings, preset, indexes))}
            >
              Back to “{presetOf(preset).label}”
            </Anchor>
          </>
        ) : (
          presetOf(preset).sentence
        )}
        {problems.itemSpace && needsAnchors(preset) && (
          <>
            {' '}
            <Anchor component="button" type="button" size="xs" onClick={props.onOpenIndexing}>
              Build an index of anchor scores
            </Anchor>
          </>
        )}
      </Text>
    </>
  );
}

function PresetOption({ name }: { name: PresetName }) {
  const { label, sentence } = presetOf(name);
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {sentence}
      </Text>
    </div>
  );
}
