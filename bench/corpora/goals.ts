import { type Figures, type Goal, judgeBy, type Verdict } from '../goals.ts';

const GOALS: Readonly<Record<string, Goal>> = {
  'importPerSecond.jsonl': { reaches: (value) => value >= 20_000, text: '20,000 or more' },
  importRatioToNativeSqlite: { reaches: (value) => value <= 3, text: '3 or less' },
  'pageMemoryMb.1m': { reaches: (value) => value < 600, text: 'under 600' },
  'bm25Ms.1m': { reaches: (value) => value < 100, text: 'under 100' },
};

/** Every goal. */
export function judge(figures: Figures): Verdict[] {
  return judgeBy(GOALS, figures);
}
