import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import type { IndexSummary } from '../../core/index-records.ts';
import { START_SPACES } from '../../workers/client.ts';
import { Field } from './Field.tsx';
import { itemSpaceName } from './labels.ts';
import classes from './search.module.css';
import type { SearchSettings, SettingsProblems } from './search-settings.ts';

export interface SettingsFieldsProps {
  readonly settings: SearchSettings;
  readonly indexes: readonly IndexSummary[];
  readonly problems: SettingsProblems;
  readonly budgetNote: string | undefined;
  readonly onChange: (change: Partial<SearchSettings>) => void;
}

const HELP = {
  method:
    'AXN spends the budget in rounds: after each one it fits the query embedding to the exact scores so far, and the new embedding chooses the next items (Algorithm 1). Retrieve & re-rank scores the top B of the first stage in one go. Both: the same budget for each, side by side.',
  firstRound:
    'The first stage: where the items of the first round come from. BM25 matches words, the dual-encoder compares embeddings. Retrieve & re-rank takes all its items from here.',
  itemSpace:
    'The item embeddings V. An item’s score is estimated as u · v, with u the query embedding. Without an index: the dual-encoder’s own vectors, lexical ones (LSA), or the two side by side. Or those of an index, made of cross-encoder scores (eq. 3).',
  budget: 'Exact cross-encoder scores used for this query. Scores stored by earlier searches count as well.',
  rounds: 'The budget is spent in R rounds of B / R items, rounded down; the last round takes the remainder.',
  lambda:
    'Share of the dual-encoder’s query embedding in u = (1 − λ) · u_LS + λ · u_DE (eq. 7). 0: only the least-squares fit to the scores so far. 1: only the dual-encoder.',
};

const METHODS = [
  { value: 'axn', label: 'AXN' },
  { value: 'retrieve-and-rerank', label: 'Retrieve & re-rank' },
  { value: 'both', label: 'Both' },
] as const;
const FIRST_ROUNDS = [
  { value: 'bm25', label: 'BM25' },
  { value: 'dual-encoder', label: 'Dual-encoder' },
] as const;

/** Method, first round, item vectors, B, R and λ. */
export function SettingsFields({ settings, indexes, problems, budgetNote, onChange }: SettingsFieldsProps) {
  const usesRounds = settings.method !== 'retrieve-and-rerank';
  const spaces = [...START_SPACES, ...indexes.map(({ indexId }) => indexId)].map((value) => ({
    value,
    label: itemSpaceName(indexes, value),
  }));
  return (
    <div className={classes.fields}>
      <Field label="Method" help={HELP.method}>
        {({ labelledBy }) => (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby={labelledBy}
            data={[...METHODS]}
            value={settings.method}
            onChange={(method) => onChange({ method })}
          />
        )}
      </Field>
      <Field label="First round" help={HELP.firstRound}>
        {({ labelledBy }) => (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby={labelledBy}
            data={[...FIRST_ROUNDS]}
            value={settings.firstRound}
            onChange={(firstRound) => onChange({ firstRound })}
          />
        )}
      </Field>
      <Field label="Item vectors" help={HELP.itemSpace}>
        {({ id }) => (
          <Select
            id={id}
            size="xs"
            allowDeselect={false}
            data={spaces}
            value={settings.itemSpace}
            onChange={(itemSpace) => itemSpace !== null && onChange({ itemSpace })}
          />
        )}
      </Field>
      <div className={classes.numberFields}>
        <Field label="Budget B" help={HELP.budget}>
          {({ id }) => (
            <NumberInput
              id={id}
              size="xs"
              min={1}
              step={10}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              value={settings.budget}
              error={problems.budget}
              description={budgetNote}
              inputWrapperOrder={['input', 'description', 'error']}
              onChange={(value) => onChange({ budget: asNumber(value) })}
            />
          )}
        </Field>
        <Field label="Rounds R" help={HELP.rounds}>
          {({ id }) => (
            <NumberInput
              id={id}
              size="xs"
              min={1}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              disabled={!usesRounds}
              value={settings.rounds}
              error={problems.rounds}
              onChange={(value) => onChange({ rounds: asNumber(value) })}
            />
          )}
        </Field>
        <Field label="Lambda λ" help={HELP.lambda}>
          {({ id }) => (
            <NumberInput
              id={id}
              size="xs"
              min={0}
              max={1}
              step={0.1}
              decimalScale={3}
              allowNegative={false}
              clampBehavior="none"
              disabled={!usesRounds}
              value={settings.lambda}
              error={problems.lambda}
              onChange={(value) => onChange({ lambda: asNumber(value) })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

/** The field hands over '' when it is empty and a string while a number is half typed. */
function asNumber(value: number | string): number | '' {
  return value === '' || Number.isNaN(Number(value)) ? '' : Number(value);
}
