import { formatScore } from './format-score.ts';
import rows from './rows.module.css';

interface ScoreTextProps {
  readonly score: number;
}

/** A cross-encoder score: measured, upright, solid. */
export function ExactScore({ score }: ScoreTextProps) {
  return <span className={rows.exact}>{formatScore(score, 3)}</span>;
}

/** What a query embedding expects of an item: never to be taken for a measurement, hence ≈ and italics. */
export function EstimatedScore({ score }: ScoreTextProps) {
  return <span className={rows.estimate}>≈ {formatScore(score, 2)}</span>;
}
