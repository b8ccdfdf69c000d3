import { NativeSelect, NumberInput } from '@mantine/core';
import { Field } from './Field.tsx';
import type { MethodDraft, NumberField } from './method-draft.ts';
import { SETTING_WORDS } from './setting-words.ts';
import type { SettingsProblems } from './settings-problems.ts';

/** What every group of settings gets. */
export interface SettingsGroupProps {
  readonly draft: MethodDraft;
  readonly problems: SettingsProblems;
  readonly onChange: (change: Partial<MethodDraft>) => void;
}

/** Fields of the draft whose values are of type T. */
type FieldOf<T> = {
  [Name in keyof MethodDraft]: MethodDraft[Name] extends T ? Name : never;
}[keyof MethodDraft];

interface NumberSettingProps extends SettingsGroupProps {
  readonly name: FieldOf<NumberField>;
  readonly step?: number;
  readonly placeholder?: string;
}

/** A field for a number: whole ones have no step of their own. */
export function NumberSetting(props: NumberSettingProps) {
  const { name, draft, problems, step, placeholder, onChange } = props;
  return (
    <Field {...SETTING_WORDS[name]}>
      {({ id }) => (
        <NumberInput
          id={id}
          size="xs"
          min={0}
          step={step ?? 1}
          allowDecimal={step !== undefined}
          allowNegative={false}
          clampBehavior="none"
          placeholder={placeholder}
          value={draft[name]}
          error={problems[name]}
          onChange={(value) => onChange({ [name]: asNumber(value) })}
        />
      )}
    </Field>
  );
}

interface ChoiceSettingProps<Name extends FieldOf<string>> extends SettingsGroupProps {
  readonly name: Name;
  /** What each value is called, in the order in which they are offered. */
  readonly names: Readonly<Record<MethodDraft[Name], string>>;
}

/** A field with one of several values. */
export function ChoiceSetting<Name extends FieldOf<string>>(props: ChoiceSettingProps<Name>) {
  const { name, names, draft, problems, onChange } = props;
  return (
    <Field {...SETTING_WORDS[name]}>
      {({ id }) => (
        <NativeSelect
          id={id}
          size="xs"
          data={Object.entries<string>(names).map(([value, label]) => ({ value, label }))}
          value={draft[name]}
          error={problems[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}

/** The field hands over '' when it is empty and a string while a number is half typed. */
export function asNumber(value: number | string): NumberField {
  return value === '' || Number.isNaN(Number(value)) ? '' : Number(value);
}
