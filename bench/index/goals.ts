import { type Figures, type Goal, judgeBy, type Verdict } from '../goals.ts';

const SHARE_OF_BANDWIDTH: Goal = { reaches: (value) => value >= 0.5, text: '.5 or more' };
const CALLS_SAVED: Goal = { reaches: (value) => value >= 20, text: '20 or more' };

const GOALS: Readonly<Record<string, Goal>> = {
  mfSpeedupOverReference: { reaches: (value) => value >= 5, text: '5 or more' },
  mfRatioToPyTorch: { reaches: (value) => value >= 1, text: '1 or more' },
  mfPeakMemoryRatio: { reaches: (value) => value < 3, text: 'under 3' },
  epochGrowthExponent: { reaches: (value) => Math.abs(value - 1) <= 0.2, text: '.8 to 1.2' },
  'scanBandwidthShare.1m128': SHARE_OF_BANDWIDTH,
  'scanBandwidthShare.100k384': SHARE_OF_BANDWIDTH,
  'callsSavedOverAdacur.scifact': CALLS_SAVED,
  'callsSavedOverAdacur.vaswani': CALLS_SAVED,
};

/** Every goal; null, no index that reaches the recall, is missed. */
export function judge(figures: Figures): Verdict[] {
  return judgeBy(GOALS, figures);
}
