/** Longer names of files are a nuisance, and some systems refuse them. */
const QUERY_LENGTH = 50;

/** 'first-satellite-launched-recall.csv', of the letters and digits of the query, in any script. */
export function chartFileName(
  queryText: string,
  chart: string,
  extension: 'svg' | 'png' | 'csv' | 'html',
): string {
  const words = queryText.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const query = Array.from(words.join('-')).slice(0, QUERY_LENGTH).join('').replace(/-$/, '');
  return `${[query, chart].filter((part) => part !== '').join('-')}.${extension}`;
}
