import type { Figures } from './figures.ts';

interface Goal {
  /** Of a figure, or of one per model and set. */
  readonly figure: string;
  readonly reaches: (value: number) => boolean;
  readonly text: string;
}

const GOALS: readonly Goal[] = [
  { figure: 'ratioToNative', reaches: (value) => value >= 0.35, text: '.35 or more' },
  { figure: 'speedupOverPlain', reaches: (value) => value >= 2.5, text: '2.5 or more' },
  { figure: 'outsideModelShare', reaches: (value) => value < 0.05, text: 'under .05' },
  { figure: 'paddingShare', reaches: (value) => value < 0.08, text: 'under .08' },
  { figure: 'paddingShareWebgpu', reaches: (value) => value < 0.08, text: 'under .08' },
  { figure: 'recompilesAfterWarmup', reaches: (value) => value === 0, text: '0' },
  { figure: 'memoryGrowthShare', reaches: (value) => value <= 0.05, text: '.05 or less' },
];

export interface Verdict {
  readonly figure: string;
  readonly goal: string;
  readonly verdict: 'met' | 'missed' | 'not measured';
}

/** Which goals the figures reach. */
export function judge(figures: Figures): Verdict[] {
  return Object.entries(figures).flatMap(([figure, value]) => {
    const goal = GOALS.find((each) => figure === each.figure || figure.startsWith(`${each.figure}.`));
    if (!goal) return [];
    return [{ figure, goal: goal.text, verdict: verdictOf(goal, value) }];
  });
}

function verdictOf({ reaches }: Goal, value: number | null): Verdict['verdict'] {
  if (value === null) return 'not measured';
  return reaches(value) ? 'met' : 'missed';
}
