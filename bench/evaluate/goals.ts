import { type Figures, type Goal, judgeBy, type Verdict } from '../goals.ts';

const under = (seconds: number): Goal => ({ reaches: (value) => value < seconds, text: `under ${seconds}` });

const GOALS: Readonly<Record<string, Goal>> = {
  nodeSeconds: under(30),
  pageSeconds: under(60),
  judgedPerSecond: { reaches: (value) => value >= 1e6, text: '1,000,000 or more' },
};

/** Every goal. */
export function judge(figures: Figures): Verdict[] {
  return judgeBy(GOALS, figures);
}
