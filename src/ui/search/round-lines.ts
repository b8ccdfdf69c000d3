/** Numbers that a run has one of per round. */
import type { ChartMark } from '../../report/chart-marks.ts';
import { formatScore } from './format-score.ts';

export interface RoundLine {
  readonly label: string;
  /** Of the CSV's column. */
  readonly field: string;
  readonly mark: ChartMark;
  /** One per round; undefined where it is not known. */
  readonly values: readonly (number | undefined)[];
}

/** A chart of numbers per round in a sentence: 'Step length per round: 1.20, 0.31. Round 2 is shown.' */
export function spokenLabel(
  quantity: string,
  lines: readonly Pick<RoundLine, 'label' | 'values'>[],
  shownRound: number,
): string {
  const said = lines.map(({ label, values }) => {
    const numbers = values.map((value) => (value === undefined ? 'none' : formatScore(value, 2))).join(', ');
    return lines.length > 1 ? `${label} ${numbers}` : numbers;
  });
  return `${quantity} per round: ${said.join('; ')}. Round ${shownRound} is shown.`;
}
