import type { BenchModel } from './bench-models.ts';
import type { OpenPage } from './bench-page.ts';
import { firstWords, type SearchPairs } from './sample-pairs.ts';

export interface MemoryUse {
  readonly heapBytes: number;
  readonly wasmBytes: number;
}

export interface MemoryGrowth {
  readonly pairs: number;
  /** After the first tenth of the pairs, and after all of them. */
  readonly early: MemoryUse;
  readonly late: MemoryUse;
}

/** Short, so that many pairs take little time. */
const WORDS = 6;
const PAIRS_PER_SEARCH = 500;

/** The app on WebAssembly in a worker of its own, which scores `pairCount` short pairs in a row. */
export async function measureMemory(
  page: OpenPage,
  { description }: BenchModel,
  searches: readonly SearchPairs[],
  pairCount: number,
  threads: number,
): Promise<MemoryGrowth> {
  await page.restartWorker();
  await page.inWorker('openApp', description, 'wasm', threads);
  const passages = searches.flatMap((search) => search.passages.map((passage) => firstWords(passage, WORDS)));
  const scorePairs = async (begin: number, end: number) => {
    for (let first = begin; first < end; first += PAIRS_PER_SEARCH) {
      const { query } = searches[Math.floor(first / PAIRS_PER_SEARCH) % searches.length];
      const count = Math.min(PAIRS_PER_SEARCH, end - first);
      const chosen = Array.from({ length: count }, (_, i) => passages[(first + i) % passages.length]);
      await page.inWorker('timeScore', firstWords(query, WORDS), chosen);
    }
  };
  const use = async (): Promise<MemoryUse> => ({
    heapBytes: await page.heapBytes(),
    wasmBytes: (await page.inWorker('readInstruments')).wasmBytes,
  });
  const tenth = Math.ceil(pairCount / 10);
  await scorePairs(0, tenth);
  const early = await use();
  await scorePairs(tenth, pairCount);
  return { pairs: pairCount, early, late: await use() };
}
