import { Checkbox, Chip, Fieldset, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ScoreColumn } from '../../core/search-method.ts';
import { Field } from './Field.tsx';
import {
  BATCH_RULE_NAMES,
  COLUMN_NAMES,
  FIRST_ROUND_NAMES,
  FIT_NAMES,
  MU_CHOICE_NAMES,
  SCHEDULE_NAMES,
  TRANSFORM_NAMES,
} from './labels.ts';
import { hasOneRound } from './method-draft.ts';
import { ChoiceSetting, NumberSetting, type SettingsGroupProps } from './SettingControls.tsx';
import classes from './search.module.css';
import { SETTING_WORDS } from './setting-words.ts';

/** Every setting of a method, in the order in which the loop comes to it. */
export function SettingsFields(props: SettingsGroupProps) {
  return (
    <div className={classes.groups}>
      <RoundFields {...props} />
      <FitFields {...props} />
      <BatchFields {...props} />
      <StoppingFields {...props} />
    </div>
  );
}

function RoundFields(props: SettingsGroupProps) {
  const { schedule } = props.draft;
  return (
    <SettingsGroup title="Rounds">
      <ChoiceSetting {...props} name="firstRound" names={FIRST_ROUND_NAMES} />
      <ChoiceSetting {...props} name="schedule" names={SCHEDULE_NAMES} />
      {schedule === 'batches' ? (
        <NumberSetting {...props} name="batchSize" />
      ) : (
        <NumberSetting {...props} name="rounds" />
      )}
      {schedule === 'geometric' && <NumberSetting {...props} name="ratio" step={0.1} />}
    </SettingsGroup>
  );
}

function FitFields(props: SettingsGroupProps) {
  const { fit, muChoice, intercept, columns } = props.draft;
  const { onChange } = props;
  return (
    <SettingsGroup title="Query embedding">
      <ChoiceSetting {...props} name="fit" names={FIT_NAMES} />
      {fit === 'mix' && <NumberSetting {...props} name="lambda" step={0.1} />}
      {fit === 'ridge' && <ChoiceSetting {...props} name="muChoice" names={MU_CHOICE_NAMES} />}
      {fit === 'ridge' && muChoice === 'fixed' && <NumberSetting {...props} name="mu" step={0.1} />}
      {fit === 'gradient-step' && <NumberSetting {...props} name="learningRate" step={0.1} />}
      <ChoiceSetting {...props} name="transform" names={TRANSFORM_NAMES} />
      <Field {...SETTING_WORDS.columns}>
        {({ labelledBy }) => (
          <Chip.Group
            multiple
            value={[...columns]}
            onChange={(chosen) => onChange({ columns: COLUMNS.filter((column) => chosen.includes(column)) })}
          >
            <Group gap={6} role="group" aria-labelledby={labelledBy}>
              {COLUMNS.map((column) => (
                <Chip key={column} value={column} size="xs">
                  {COLUMN_NAMES[column]}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
      </Field>
      <Field {...SETTING_WORDS.intercept}>
        {({ id }) => (
          <Checkbox
            id={id}
            size="xs"
            checked={intercept}
            onChange={(event) => onChange({ intercept: event.currentTarget.checked })}
          />
        )}
      </Field>
    </SettingsGroup>
  );
}

const COLUMNS = Object.keys(COLUMN_NAMES) as ScoreColumn[];

function BatchFields(props: SettingsGroupProps) {
  const { batchRule } = props.draft;
  return (
    <SettingsGroup title="Next items">
      <ChoiceSetting {...props} name="batchRule" names={BATCH_RULE_NAMES} />
      {batchRule === 'upper-confidence' && <NumberSetting {...props} name="deviations" step={0.5} />}
      {batchRule === 'softmax' && <NumberSetting {...props} name="temperature" step={0.1} />}
      {batchRule === 'epsilon-greedy' && <NumberSetting {...props} name="epsilon" step={0.05} />}
      <NumberSetting {...props} name="diversity" step={0.1} />
      <NumberSetting {...props} name="shortlist" placeholder="whole corpus" />
      {hasOneRound(props.draft) && (
        <Text size="xs" c="dimmed">
          With one round, no batch follows the first: these have nothing to choose.
        </Text>
      )}
    </SettingsGroup>
  );
}

function StoppingFields(props: SettingsGroupProps) {
  const { stops } = props.draft;
  return (
    <SettingsGroup title="End">
      <Field {...SETTING_WORDS.stops}>
        {({ id }) => (
          <Checkbox
            id={id}
            size="xs"
            checked={stops}
            error={props.problems.stops}
            onChange={(event) => props.onChange({ stops: event.currentTarget.checked })}
          />
        )}
      </Field>
      {stops && <NumberSetting {...props} name="stoppingK" />}
      {stops && <NumberSetting {...props} name="confidence" step={0.05} />}
      <NumberSetting {...props} name="seed" />
    </SettingsGroup>
  );
}

function SettingsGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Fieldset
      variant="unstyled"
      legend={title}
      classNames={{ root: classes.group, legend: classes.groupTitle }}
    >
      {children}
    </Fieldset>
  );
}
