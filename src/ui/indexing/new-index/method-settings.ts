/** The numbers that methods are trained with: which a method has, what each is called and what it may be. */
import type { IndexMethod } from '../../../core/index-records.ts';
import type { NumberRule } from './number-rule.ts';

type KeysOf<Union> = Union extends unknown ? keyof Union : never;
export type SettingName = Exclude<KeysOf<IndexMethod>, 'kind' | 'solver'>;

export interface Setting {
  readonly label: string;
  readonly description: string;
  readonly rule: NumberRule;
  /** What the arrows of the field add. */
  readonly step: number;
}

const WHOLE = { whole: true, least: 1, most: 1000 };

/** In the order of the form. */
export const SETTINGS: Readonly<Record<SettingName, Setting>> = {
  learningRate: {
    label: 'Learning rate',
    description: 'Step size of AdamW; the paper uses 0.001.',
    rule: { whole: false, least: 0, aboveLeast: true, most: 1 },
    step: 0.001,
  },
  regularization: {
    label: 'Regularisation',
    description: 'The pull of each vector towards where it started.',
    rule: { whole: false, least: 0, aboveLeast: true, most: 1000 },
    step: 0.01,
  },
  weightDecay: {
    label: 'Weight decay',
    description: 'The pull of AdamW towards zero.',
    rule: { whole: false, least: 0, most: 1 },
    step: 0.01,
  },
  epochs: {
    label: 'Epochs',
    description: 'Passes over the pairs, at most.',
    rule: WHOLE,
    step: 1,
  },
  patience: {
    label: 'Patience',
    description: 'Epochs without a lower held-out error.',
    rule: WHOLE,
    step: 1,
  },
  batchSize: {
    label: 'Batch size',
    description: 'Pairs a step.',
    rule: { whole: true, least: 1, most: 1_000_000 },
    step: 1,
  },
  temperature: {
    label: 'Temperature',
    description: 'Lower: only the best documents of a query count.',
    rule: { whole: false, least: 0, aboveLeast: true, most: 100 },
    step: 0.01,
  },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The settings that a method has; anchor scores have none. */
export function settingsOfMethod(method: IndexMethod): Partial<Record<SettingName, number>> {
  return Object.fromEntries(Object.entries(method).filter(([, value]) => typeof value === 'number'));
}
