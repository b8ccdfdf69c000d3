import type { Figures } from '../goals.ts';
import type { NativeAbsent, NativeTimes } from './import-native.ts';
import type { ListTimes } from './measure-list.ts';
import type { PageTimes } from './measure-page.ts';

/** What was measured of one corpus. */
export interface CorpusTimes {
  /** Passages. */
  readonly count: number;
  readonly page?: PageTimes;
  readonly native?: NativeTimes | NativeAbsent;
  readonly list?: ListTimes;
}

/** Those that the goals name by no size. */
const OF_THE_LARGEST = ['importPerSecond.jsonl', 'importRatioToNativeSqlite'];

/** Ascending corpora. Each figure's name ends with the size; some are the largest corpus' without it, too. */
export function corporaFigures(corpora: readonly CorpusTimes[]): Figures {
  const figures: Figures = {};
  for (const [index, corpus] of corpora.entries()) {
    for (const [name, value] of Object.entries(corpusFigures(corpus))) {
      figures[`${name}.${sizeName(corpus.count)}`] = value;
      if (index === corpora.length - 1 && OF_THE_LARGEST.includes(name)) figures[name] = value;
    }
  }
  return figures;
}

function corpusFigures({ count, page, native, list }: CorpusTimes): Figures {
  return {
    ...(page && {
      'importPerSecond.jsonl': count / page.seconds,
      importMemoryMb: page.importMemoryMb,
      pageMemoryMb: largest([page.importMemoryMb, page.queryMemoryMb, ...(list ? [list.memoryMb] : [])]),
      bytesPerPassage: page.bytesOnDisk / count,
      bm25Ms: quantile(page.queryMs, 0.5),
      'bm25Ms.p95': quantile(page.queryMs, 0.95),
    }),
    ...(page &&
      native &&
      'seconds' in native && { importRatioToNativeSqlite: page.seconds / native.seconds }),
    ...(list && {
      'listFrameMs.p95': quantile(list.frameMs, 0.95),
      'listFrameMs.max': quantile(list.frameMs, 1),
      listFilledMs: quantile(list.filledMs, 0.5),
    }),
  };
}

/** 10k, 100k, 1m. */
export function sizeName(count: number): string {
  if (count % 1_000_000 === 0) return `${count / 1_000_000}m`;
  return count % 1000 === 0 ? `${count / 1000}k` : String(count);
}

/** The smallest value that at least `share` of them do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Null where one could not be measured. */
function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : Math.max(...known);
}
