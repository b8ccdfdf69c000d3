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

/** Each figure's name ends with the size; those that the goals name by no size are the largest corpus' (it comes last). */
export function corpusFigures({ count, page, native, list }: CorpusTimes): Figures {
  const size = sizeName(count);
  const figures: Figures = {};
  const add = (name: string, value: number | null) => {
    figures[name] = value;
    figures[`${name}.${size}`] = value;
  };
  if (page) {
    add('importPerSecond.jsonl', count / page.seconds);
    figures[`importMemoryMb.${size}`] = page.importMemoryMb;
    figures[`pageMemoryMb.${size}`] = largest([
      page.importMemoryMb,
      page.queryMemoryMb,
      ...(list ? [list.memoryMb] : []),
    ]);
    figures[`bytesPerPassage.${size}`] = page.bytesOnDisk / count;
    figures[`bm25Ms.${size}`] = quantile(page.queryMs, 0.5);
    figures[`bm25Ms.p95.${size}`] = quantile(page.queryMs, 0.95);
  }
  if (page && native && 'seconds' in native) {
    add('importRatioToNativeSqlite', page.seconds / native.seconds);
  }
  if (list) {
    figures[`listFrameMs.p95.${size}`] = quantile(list.frameMs, 0.95);
    figures[`listFrameMs.max.${size}`] = quantile(list.frameMs, 1);
    figures[`listFilledMs.${size}`] = quantile(list.filledMs, 0.5);
  }
  return figures;
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
