import { type Figures, type Goal, judgeBy, type Verdict } from '../goals.ts';

const under = (ms: number): Goal => ({ reaches: (value) => value < ms, text: `under ${ms}` });

const GOALS: Readonly<Record<string, Goal>> = {
  'roundMs.100k128': under(10),
  'roundMs.1m128': under(60),
  'solveMs.b500d384': under(10),
  'solveMs.b500d384.leaveOneOut': under(10),
  longestMainThreadTaskMs: { reaches: (value) => value <= 50, text: '50 or less' },
};

/** Every goal. */
export function judge(figures: Figures): Verdict[] {
  return judgeBy(GOALS, figures);
}
