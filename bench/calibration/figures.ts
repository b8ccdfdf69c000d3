import type { Figures } from '../goals.ts';

/** An estimate that was checked: how far off it was, in the standard deviations that were stated. */
export interface CheckedEstimate {
  /** Of the search, from 1. */
  readonly round: number;
  readonly deviations: number;
}

/** The round in which a search would have ended. */
export interface Stop {
  /** Confidence, as stated there. */
  readonly stated: number;
  /** Whether the k best were complete there. */
  readonly isRight: boolean;
  readonly calls: number;
}

export interface CheckedStop {
  readonly budget: number;
  readonly rounds: number;
  readonly k: number;
  /** Absent where the stopping rule never ends the search. */
  readonly stop: Stop | undefined;
}

/** By round, the shares of estimates within one and two deviations; of a normal distribution .683 and .954. */
export function estimateFigures(set: string, estimates: readonly CheckedEstimate[]): Figures {
  const figures: Figures = {};
  for (const [round, group] of grouped(estimates, (estimate) => estimate.round)) {
    for (const bound of [1, 2]) {
      const within = group.filter(({ deviations }) => Math.abs(deviations) < bound);
      figures[`within${bound}.${set}.round${round}`] = within.length / group.length;
    }
  }
  return figures;
}

/** By k, budget and number of rounds: the share of searches that end early, and of those what was stated and was true. */
export function stopFigures(set: string, stops: readonly CheckedStop[]): Figures {
  const figures: Figures = {};
  const keyOf = ({ k, budget, rounds }: CheckedStop) => `${set}.k${k}.b${budget}.r${rounds}`;
  for (const [key, group] of grouped(stops, keyOf)) {
    const ended = group.flatMap(({ stop }) => stop ?? []);
    figures[`ended.${key}`] = ended.length / group.length;
    figures[`stated.${key}`] = mean(ended.map(({ stated }) => stated));
    figures[`right.${key}`] = mean(ended.map(({ isRight }) => Number(isRight)));
    figures[`calls.${key}`] = mean(ended.map(({ calls }) => calls));
  }
  return figures;
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}

/** Null of none. */
function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
