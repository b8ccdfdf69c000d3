/** Numbers as the report prints them; one locale and UTC, so that a report reads the same wherever it is made. */

const LOCALE = 'en-GB';
const counts = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const shortCounts = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumSignificantDigits: 3 });
const twoDigits = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 });
const threeDigits = new Intl.NumberFormat(LOCALE, {
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});
const days = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** A count or a mean of counts: 5183 → '5,183', 99.75 → '99.8'. */
export function countWords(count: number): string {
  return counts.format(count);
}

/** A count for an axis: 15000 → '15K'. */
export function shortCountWords(count: number): string {
  return shortCounts.format(count);
}

/** (1, 'query', 'queries') → '1 query'. The plural defaults to the noun and an s. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${countWords(count)} ${count === 1 ? noun : plural}`;
}

/** A measure in [0, 1], three decimals. */
export function measureWords(value: number): string {
  return value.toFixed(3);
}

/** A difference of measures with its sign: '+0.012', '−0.200', '0.000'. */
export function differenceWords(difference: number): string {
  const size = measureWords(Math.abs(difference));
  return Number(size) === 0 ? size : `${difference > 0 ? '+' : '−'}${size}`;
}

/** The bounds of an interval: '0.780 to 0.842'. */
export function intervalWords(low: number, high: number, words = measureWords): string {
  return `${words(low)} to ${words(high)}`;
}

/** A p value: 'p = 0.041', 'p < 0.001', 'p > 0.999'. */
export function pWords(p: number): string {
  if (p < 0.001) return 'p < 0.001';
  return p > 0.999 ? 'p > 0.999' : `p = ${p.toFixed(3)}`;
}

/** A number for an axis, two digits: 0.00412 → '0.0041', 123 → '120'. */
export function shortNumberWords(value: number): string {
  return twoDigits.format(value);
}

/** A time in seconds, three digits: 1234 ms → '1.23'. */
export function secondsWords(elapsedMs: number): string {
  return threeDigits.format(elapsedMs / 1000);
}

/**
 * The cross-encoder's time for a pair and where it comes from: '2.00 ms, measured on this corpus (WebGPU)'; `basis` as
 * `ExperimentProvenance.msPerPairBasis`.
 */
export function pairTimeWords(msPerPair: number, basis = 'how it was measured is not recorded'): string {
  return `${threeDigits.format(msPerPair)} ms, ${basis}`;
}

/** 'A, B and C'. */
export function listWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Day and time in UTC: '26 Nov 2026, 07:30 UTC'; in words where a Date cannot be that. */
export function dateWords(epochMs: number): string {
  if (Number.isNaN(new Date(epochMs).getTime())) return 'an unknown time';
  return `${days.format(epochMs)} UTC`;
}
