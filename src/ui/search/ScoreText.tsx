import { Text, type TextProps } from '@mantine/core';
import { formatScore } from './format-score.ts';

interface ScoreTextProps extends TextProps {
  readonly score: number;
}

/** A cross-encoder score: measured, upright, solid. */
export function ExactScore({ score, ...props }: ScoreTextProps) {
  return (
    <Text component="span" inherit className="tabular" {...props}>
      {formatScore(score, 3)}
    </Text>
  );
}

/** What a query embedding expects of an item: never to be taken for a measurement, hence ≈ and italics. */
export function EstimatedScore({ score, ...props }: ScoreTextProps) {
  return (
    <Text component="span" inherit className="tabular" fs="italic" c="dimmed" {...props}>
      ≈ {formatScore(score, 2)}
    </Text>
  );
}
