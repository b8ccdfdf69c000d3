import { show, table } from '../markdown.ts';
import { type CorpusTimes, quantile, sizeName } from './figures.ts';

/** As Markdown, for people: a row a corpus. */
export function corporaTable(corpora: readonly CorpusTimes[]): string {
  return table(
    [
      'passages',
      'import, s',
      'passages/s',
      'native, s',
      'page / native',
      'memory, MB: import',
      'BM25',
      'list',
      'BM25, ms: median',
      '95 %',
      'list frame, ms: 95 %',
      'longest',
      'filled after, ms',
      'MB on disk',
    ],
    corpora.map(({ count, page, native, list }) => {
      const known = native && 'seconds' in native ? native : undefined;
      return [
        sizeName(count),
        ...[
          page?.seconds,
          page && count / page.seconds,
          known?.seconds,
          page && known && page.seconds / known.seconds,
          page?.importMemoryMb,
          page?.queryMemoryMb,
          list?.memoryMb,
          page && quantile(page.queryMs, 0.5),
          page && quantile(page.queryMs, 0.95),
          list && quantile(list.frameMs, 0.95),
          list && quantile(list.frameMs, 1),
          list && quantile(list.filledMs, 0.5),
          page && page.bytesOnDisk / 1e6,
        ].map(show),
      ];
    }),
  );
}
