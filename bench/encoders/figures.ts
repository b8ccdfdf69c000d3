import type { ModelName } from './bench-models.ts';
import type { MemoryGrowth } from './measure-memory.ts';
import type { QueryTimes } from './measure-throughput.ts';
import type { WebgpuUse } from './measure-webgpu.ts';
import { plannedPaddingShare } from './planned-padding.ts';

/** One model on one set. */
export interface SetResult {
  readonly model: ModelName;
  readonly set: string;
  readonly maxTokens: number;
  readonly times: readonly QueryTimes[];
}

export interface Results {
  readonly sets: readonly SetResult[];
  /** Undefined: not measured. */
  readonly webgpu: WebgpuUse | undefined;
  readonly memory: MemoryGrowth | undefined;
}

/** Flat, by dotted name; null: not measured. */
export type Figures = Record<string, number | null>;

/**
 * All figures. Shares of the whole run (`outsideModelShare`, `paddingShare`) are those of the first model over its
 * sets: of the embedded one unless it was left out. Of the two, it leaves less time for what is around it.
 */
export function figuresOf({ sets, webgpu, memory }: Results): Figures {
  const figures: Figures = {};
  for (const { model, set, times } of sets) {
    const name = (figure: string) => `${figure}.${model}.${set}`;
    const pairs = countPairs(times);
    const appMs = sum(times, ({ elapsedMs }) => elapsedMs);
    const nativeMs = sum(times, (each) => each.nativeMs);
    figures[name('pairs')] = pairs;
    figures[name('pairsPerSecond')] = (1000 * pairs) / appMs;
    figures[name('nativePairsPerSecond')] = (1000 * pairs) / nativeMs;
    figures[name('secondsPerQuery')] = appMs / 1000 / times.length;
    figures[name('ratioToNative')] = nativeMs / appMs;
    const compared = times.flatMap(({ elapsedMs, pairTokens, plain }) =>
      plain ? [{ elapsedMs, pairTokens, plain }] : [],
    );
    const plainMs = sum(compared, ({ plain }) => plain.elapsedMs);
    figures[name('plainPairs')] = countPairs(compared);
    figures[name('plainPairsPerSecond')] = (1000 * countPairs(compared)) / plainMs;
    figures[name('speedupOverPlain')] = plainMs / sum(compared, ({ elapsedMs }) => elapsedMs);
    figures[name('plainPaddingShare')] =
      1 - sum(compared, countTokens) / sum(compared, ({ plain }) => plain.paddedTokens);
    figures[name('outsideModelShare')] = outsideModelShare(times);
    figures[name('paddingShare')] = paddingShare(times);
  }
  const first = sets.filter(({ model }) => model === sets[0].model);
  const times = first.flatMap((each) => each.times);
  const searches = times.map(({ pairTokens }) => pairTokens);
  return {
    ...figures,
    outsideModelShare: outsideModelShare(times),
    paddingShare: paddingShare(times),
    paddingShareWebgpu: plannedPaddingShare(searches, first[0].maxTokens),
    ...webgpuFigures(webgpu),
    ...memoryFigures(memory),
  };
}

function webgpuFigures(use: WebgpuUse | undefined): Figures {
  return {
    webgpuPairs: use?.pairs ?? null,
    recompilesAfterWarmup: use?.counts.pipelines ?? null,
    launchesPerPair: use ? use.counts.launches / use.pairs : null,
    submissionsPerPair: use ? use.counts.submissions / use.pairs : null,
    bytesReadBackPerPair: use ? use.counts.bytesReadBack / use.pairs : null,
  };
}

function memoryFigures(growth: MemoryGrowth | undefined): Figures {
  const share = (kind: 'heapBytes' | 'wasmBytes') => growth && growth.late[kind] / growth.early[kind] - 1;
  const heapGrowthShare = share('heapBytes');
  const wasmGrowthShare = share('wasmBytes');
  return {
    memoryPairs: growth?.pairs ?? null,
    heapMb: growth ? growth.late.heapBytes / 1e6 : null,
    wasmMb: growth ? growth.late.wasmBytes / 1e6 : null,
    heapGrowthShare: heapGrowthShare ?? null,
    wasmGrowthShare: wasmGrowthShare ?? null,
    memoryGrowthShare:
      heapGrowthShare === undefined || wasmGrowthShare === undefined
        ? null
        : Math.max(heapGrowthShare, wasmGrowthShare),
  };
}

function outsideModelShare(times: readonly QueryTimes[]): number {
  return 1 - sum(times, ({ modelMs }) => modelMs) / sum(times, ({ elapsedMs }) => elapsedMs);
}

function paddingShare(times: readonly QueryTimes[]): number {
  return 1 - sum(times, countTokens) / sum(times, ({ paddedTokens }) => paddedTokens);
}

function countPairs(times: readonly Pick<QueryTimes, 'pairTokens'>[]): number {
  return sum(times, ({ pairTokens }) => pairTokens.length);
}

function countTokens({ pairTokens }: Pick<QueryTimes, 'pairTokens'>): number {
  return sum(pairTokens, (tokens) => tokens);
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
