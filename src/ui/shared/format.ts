/** Numbers as a person reads them. One locale throughout, so that a figure looks the same everywhere. */

const LOCALE = 'en-GB';
const integers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A whole number with thousands separators: 5183 → '5,183'. */
export function formatCount(count: number): string {
  return integers.format(count);
}

/** A count with its noun: (1, 'query', 'queries') → '1 query'. The plural defaults to the noun and an s. */
export function formatCountOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Decimal units, three digits: 218809 → '219 kB'. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be printed as 1,000.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${threeDigits.format(value)} ${BYTE_UNITS[unit]}`;
}

/** A measured time in milliseconds, two units at most: 80000 → '1 min 20 s'. */
export function formatDuration(elapsedMs: number): string {
  if (elapsedMs < 1) return '<1 ms';
  if (elapsedMs < 999.5) return `${Math.round(elapsedMs)} ms`;
  if (elapsedMs < 9950) return `${(elapsedMs / SECOND).toFixed(1)} s`;
  const seconds = Math.round(elapsedMs / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(elapsedMs / MINUTE);
  if (seconds < 600) return twoUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(elapsedMs / HOUR);
  if (hours < 24) return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  return twoUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** An estimated time in milliseconds, coarser than a measured one: 80000 → 'about 1 min'. */
export function formatEstimate(estimatedMs: number): string {
  if (!Number.isFinite(estimatedMs)) return 'an unknown time';
  if (estimatedMs < 5 * SECOND) return 'a few seconds';
  if (estimatedMs < 55 * SECOND) return `about ${Math.round(estimatedMs / (5 * SECOND)) * 5} s`;
  if (estimatedMs < 59.5 * MINUTE) return `about ${Math.max(1, Math.round(estimatedMs / MINUTE))} min`;
  if (estimatedMs < 10 * HOUR) {
    const minutes = Math.round(estimatedMs / (10 * MINUTE)) * 10;
    return `about ${twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min')}`;
  }
  if (estimatedMs < 47.5 * HOUR) return `about ${Math.round(estimatedMs / HOUR)} h`;
  return `about ${Math.round(estimatedMs / DAY)} days`;
}

/** Three digits: pairs or tokens per second. */
export function formatRate(perSecond: number): string {
  return threeDigits.format(perSecond);
}

/** A small difference between two scores: '5.0e-6', or '0'. */
export function formatScoreError(error: number): string {
  return error === 0 ? '0' : error.toExponential(1);
}

/** Share 0..1 → '42 %'; only a finished thing is 100 %. */
export function formatPercent(share: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, share)) * 100)} %`;
}

/** A root mean square error or a loss, four digits. */
export function formatLoss(loss: number): string {
  return loss.toPrecision(4);
}

/** Day and time of an epoch time; in words where a Date cannot be that. `timeZone` only for tests. */
export function formatDate(epochMs: number, timeZone?: string): string {
  if (Number.isNaN(new Date(epochMs).getTime())) return 'an unknown time';
  const format = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone && { timeZone }),
  });
  return format.format(epochMs);
}

/** Enough of a SHA-256 to tell two apart. */
export function formatHash(hash: string): string {
  return hash.slice(0, 12);
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
