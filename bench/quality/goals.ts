import { type Figures, type Goal, judgeBy, type Verdict } from '../goals.ts';

const AHEAD: Goal = { reaches: (value) => value > 0, text: 'above 0' };

const GOALS: Readonly<Record<string, Goal>> = {
  'leadOverAxn.scifact.k1': AHEAD,
  'leadOverAxn.scifact.k100': AHEAD,
  'leadOverAxn.nfcorpus.k1': AHEAD,
  'leadOverAxn.nfcorpus.k100': AHEAD,
  'leadOverAxn.vaswani.k1': AHEAD,
  'leadOverAxn.vaswani.k100': AHEAD,
  // The paper's margins.
  'marginOverRerank.k1.b100': { reaches: (value) => value >= 0.05, text: '.05 or more' },
  'marginOverRerank.k100.b500': { reaches: (value) => value >= 0.54, text: '.54 or more' },
  // A prototype's recall.
  'recall.scifact.best.k1.b100': { reaches: (value) => value > 0.975, text: 'above .975' },
  'recall.scifact.best.k10.b100': { reaches: (value) => value > 0.75, text: 'above .750' },
  'recall.scifact.best.k100.b500': { reaches: (value) => value > 0.627, text: 'above .627' },
};

/** Every goal. */
export function judge(figures: Figures): Verdict[] {
  return judgeBy(GOALS, figures);
}
