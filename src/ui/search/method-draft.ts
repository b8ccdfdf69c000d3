/** What the fields of the search form hold: every setting of a method, also those of kinds that are not chosen now. */
import type { QueryFit } from '../../core/query-fit.ts';
import type { ScoreTransform } from '../../core/score-transform.ts';
import type {
  BatchRule,
  FirstRound,
  RoundSchedule,
  ScoreColumn,
  SearchMethod,
} from '../../core/search-method.ts';
import type { ItemSpaceId } from '../../workers/client.ts';

/** '' while the field is empty. */
export type NumberField = number | '';

export interface MethodDraft {
  readonly itemSpace: ItemSpaceId;
  readonly firstRound: FirstRound;
  readonly schedule: RoundSchedule['kind'];
  readonly rounds: NumberField;
  readonly ratio: NumberField;
  readonly batchSize: NumberField;
  readonly fit: QueryFit['kind'];
  readonly lambda: NumberField;
  /** How mu is found. */
  readonly muChoice: 'leave-one-out' | 'fixed';
  readonly mu: NumberField;
  readonly learningRate: NumberField;
  readonly intercept: boolean;
  readonly columns: readonly ScoreColumn[];
  readonly transform: ScoreTransform;
  readonly batchRule: BatchRule['kind'];
  readonly deviations: NumberField;
  readonly temperature: NumberField;
  readonly epsilon: NumberField;
  readonly diversity: NumberField;
  /** '': the whole corpus. */
  readonly shortlist: NumberField;
  readonly stops: boolean;
  readonly stoppingK: NumberField;
  readonly confidence: NumberField;
  readonly seed: NumberField;
}

/** Where the fields of a kind start that the method at hand does not have. */
const STARTING_VALUES = {
  rounds: 10,
  ratio: 1.5,
  batchSize: 16,
  lambda: 0.8,
  muChoice: 'leave-one-out',
  mu: 1,
  learningRate: 1,
  deviations: 1,
  temperature: 1,
  epsilon: 0.1,
  stoppingK: 10,
  confidence: 0.9,
} as const;

/** The fields that stand for a method. */
export function draftOfMethod(method: SearchMethod): MethodDraft {
  const { schedule, fit, batchRule, stopping } = method;
  const { kind: scheduleKind, ...scheduleValues } = schedule;
  const { kind: ruleKind, ...ruleValues } = batchRule;
  return {
    ...STARTING_VALUES,
    itemSpace: method.itemSpace,
    firstRound: method.firstRound,
    schedule: scheduleKind,
    ...('size' in scheduleValues ? { batchSize: scheduleValues.size } : scheduleValues),
    fit: fit.kind,
    ...(fit.kind === 'mix' && { lambda: fit.lambda }),
    ...(fit.kind === 'ridge' &&
      (fit.mu === 'leave-one-out'
        ? { muChoice: 'leave-one-out' as const }
        : { muChoice: 'fixed' as const, mu: fit.mu })),
    ...(fit.kind === 'gradient-step' && { learningRate: fit.learningRate }),
    intercept: method.intercept,
    columns: method.columns,
    transform: method.transform,
    batchRule: ruleKind,
    ...ruleValues,
    diversity: method.diversity,
    shortlist: method.shortlist ?? '',
    stops: stopping !== undefined,
    ...(stopping && { stoppingK: stopping.k, confidence: stopping.confidence }),
    seed: method.seed,
  };
}

/** The method that the fields stand for; they must be free of problems. */
export function methodOfDraft(draft: MethodDraft): SearchMethod {
  return {
    itemSpace: draft.itemSpace,
    firstRound: draft.firstRound,
    schedule: scheduleOf(draft),
    fit: fitOf(draft),
    intercept: draft.intercept,
    columns: draft.columns,
    transform: draft.transform,
    batchRule: batchRuleOf(draft),
    diversity: Number(draft.diversity),
    ...(draft.shortlist !== '' && { shortlist: draft.shortlist }),
    ...(draft.stops && {
      stopping: { k: Number(draft.stoppingK), confidence: Number(draft.confidence) },
    }),
    seed: Number(draft.seed),
  };
}

function scheduleOf({ schedule, rounds, ratio, batchSize }: MethodDraft): RoundSchedule {
  switch (schedule) {
    case 'equal':
      return { kind: schedule, rounds: Number(rounds) };
    case 'geometric':
      return { kind: schedule, rounds: Number(rounds), ratio: Number(ratio) };
    case 'batches':
      return { kind: schedule, size: Number(batchSize) };
  }
}

function fitOf({ fit, lambda, muChoice, mu, learningRate }: MethodDraft): QueryFit {
  switch (fit) {
    case 'mix':
      return { kind: fit, lambda: Number(lambda) };
    case 'ridge':
      return { kind: fit, mu: muChoice === 'fixed' ? Number(mu) : muChoice };
    case 'gradient-step':
      return { kind: fit, learningRate: Number(learningRate) };
  }
}

/** The rule that the fields stand for. */
export function batchRuleOf({ batchRule, deviations, temperature, epsilon }: MethodDraft): BatchRule {
  switch (batchRule) {
    case 'upper-confidence':
      return { kind: batchRule, deviations: Number(deviations) };
    case 'softmax':
      return { kind: batchRule, temperature: Number(temperature) };
    case 'epsilon-greedy':
      return { kind: batchRule, epsilon: Number(epsilon) };
    default:
      return { kind: batchRule };
  }
}

/** Whether nothing but the first round is ever scored: then no estimate chooses anything. */
export function hasOneRound({ schedule, rounds }: MethodDraft): boolean {
  return schedule !== 'batches' && rounds === 1;
}
