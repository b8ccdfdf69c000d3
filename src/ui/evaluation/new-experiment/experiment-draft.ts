/** The form of a new experiment, as data. Number fields and lists hold what was typed. */
import { type PresetName, presetOf } from '../../../core/search-presets.ts';
import type { ItemSpaceId } from '../../../workers/client.ts';
import type { NumberField } from '../../indexing/new-index/number-rule.ts';
import { DEFAULT_SEED } from '../rankings/ranking-draft.ts';

export interface ExperimentDraft {
  readonly name: string;
  readonly presets: readonly PresetName[];
  /** Of AXN, each another method; empty: as published. */
  readonly lambdas: readonly string[];
  readonly itemSpaces: readonly ItemSpaceId[];
  /** R; empty: each method its own. */
  readonly rounds: readonly string[];
  readonly budgets: readonly string[];
  readonly ks: readonly string[];
  readonly queryCount: NumberField;
  readonly seed: NumberField;
  /** Label of the method that the others are tested against; the first where none is called so. */
  readonly baseline: string;
}

/** A corpus as far as the form looks at it. */
export interface ExperimentSubject {
  readonly corpusId: string;
  readonly documentCount: number;
  /** Test queries that there are. */
  readonly availableCount: number;
  readonly itemSpaces: readonly OfferedSpace[];
}

export interface OfferedSpace {
  readonly itemSpace: ItemSpaceId;
  readonly name: string;
  /** Holds anchor scores, which some methods need and the others do not use. */
  readonly isAnchors: boolean;
}

const DEFAULT_PRESETS: readonly PresetName[] = ['best', 'paper', 'rnr'];
const DEFAULT_BUDGETS = [50, 100, 200];
const DEFAULT_KS = [1, 10, 100];
/** Enough to tell methods apart, for a first look. */
const DEFAULT_QUERY_COUNT = 50;

/** A first comparison, as large as the corpus allows, that needs no index. */
export function initialExperimentDraft(subject: ExperimentSubject): ExperimentDraft {
  const { documentCount, availableCount, itemSpaces } = subject;
  const { startSpace } = presetOf('best');
  return {
    name: '',
    presets: DEFAULT_PRESETS,
    lambdas: [],
    itemSpaces: itemSpaces.flatMap(({ itemSpace }) => (itemSpace === startSpace ? [itemSpace] : [])),
    rounds: [],
    budgets: upTo(DEFAULT_BUDGETS, documentCount),
    ks: upTo(DEFAULT_KS, documentCount),
    queryCount: Math.min(DEFAULT_QUERY_COUNT, availableCount),
    seed: DEFAULT_SEED,
    baseline: '',
  };
}

/** What an experiment is called that nobody named: 'Best, ADACUR'. */
export function suggestedName({ presets }: Pick<ExperimentDraft, 'presets'>): string {
  return presets.map((preset) => presetOf(preset).label).join(', ');
}

/** What was typed into a list of numbers: ascending, each once. */
export function numbersOf(typed: readonly string[]): number[] {
  return [...new Set(typed.map(Number))].sort((a, b) => a - b);
}

function upTo(numbers: readonly number[], most: number): string[] {
  return [...new Set(numbers.map((number) => String(Math.min(number, most))))];
}
