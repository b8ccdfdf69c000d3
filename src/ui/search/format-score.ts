/** A cross-encoder score or a difference of two, with a real minus sign, so that columns line up. */
export function formatScore(score: number, digits: number): string {
  return score.toFixed(digits).replace('-', '−');
}

/** The same, with its sign always there. */
export function formatDifference(difference: number, digits: number): string {
  return `${difference < 0 ? '' : '+'}${formatScore(difference, digits)}`;
}
