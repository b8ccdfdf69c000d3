/** What figures are to reach. */
import { show, table } from './markdown.ts';

/** Flat, by dotted name; null: measured, and there is no such number. What was not measured is absent. */
export type Figures = Record<string, number | null>;

export interface Goal {
  readonly reaches: (value: number) => boolean;
  readonly text: string;
}

export interface Verdict {
  readonly figure: string;
  readonly goal: string;
  readonly verdict: 'met' | 'missed' | 'not measured';
}

/** Every goal, by the figure's name; null is missed. */
export function judgeBy(goals: Readonly<Record<string, Goal>>, figures: Figures): Verdict[] {
  return Object.entries(goals).map(([figure, goal]) => ({
    figure,
    goal: goal.text,
    verdict: figure in figures ? verdictOf(goal, figures[figure]) : 'not measured',
  }));
}

function verdictOf({ reaches }: Goal, value: number | null): Verdict['verdict'] {
  return value !== null && reaches(value) ? 'met' : 'missed';
}

export function goalTable(verdicts: readonly Verdict[], figures: Figures): string {
  return table(
    ['figure', 'goal', 'found', ''],
    verdicts.map(({ figure, goal, verdict }) => [figure, goal, show(figures[figure]), verdict]),
  );
}

/** As the line of JSON has them. */
export function verdictsByFigure(verdicts: readonly Verdict[]): Record<string, Verdict['verdict']> {
  return Object.fromEntries(verdicts.map(({ figure, verdict }) => [figure, verdict]));
}
