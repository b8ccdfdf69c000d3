import type { BenchModel } from './bench-models.ts';
import type { OpenPage } from './bench-page.ts';
import type { GpuCounts } from './instruments.ts';
import { firstWords, type SearchPairs } from './sample-pairs.ts';

/** What was asked of WebGPU for these pairs, after the warm-up. */
export interface WebgpuUse {
  readonly pairs: number;
  readonly counts: GpuCounts;
}

/** Rows of the batches of each length that are run first. */
const WARM_UP_ROWS = [1, 2];

/** What a query of one token and the special tokens take of a pair. */
const OTHER_TOKENS = 4;

/** Searches of so many passages, cut after so many words, in turn: batches of all lengths and many sizes. */
const PASSAGES = [1, 3, 7, 2, 5];
const WORDS = [4, 120, 12, 70, 200, 30, 8, 45];

/**
 * The app on WebGPU: a warm-up with a batch of each length that it pads to, then `pairCount` pairs of many lengths.
 */
export async function measureWebgpu(
  page: OpenPage,
  { description }: BenchModel,
  { query, passages }: SearchPairs,
  pairCount: number,
  threads: number,
): Promise<WebgpuUse> {
  await page.restartWorker();
  const { maxTokens, lengthBuckets } = await page.inWorker('openApp', description, 'webgpu', threads);
  for (const length of lengthBuckets.filter((each) => each <= maxTokens)) {
    const passage = 'a '.repeat(length - OTHER_TOKENS);
    for (const rows of WARM_UP_ROWS) await page.inWorker('timeScore', 'a', Array(rows).fill(passage));
  }
  const { gpu: before } = await page.inWorker('readInstruments');
  const cut = Array.from({ length: pairCount }, (_, i) =>
    firstWords(passages[i % passages.length], WORDS[i % WORDS.length]),
  );
  for (let first = 0, search = 0; first < pairCount; search++) {
    const end = first + PASSAGES[search % PASSAGES.length];
    await page.inWorker('timeScore', query, cut.slice(first, end));
    first = end;
  }
  const { gpu: after } = await page.inWorker('readInstruments');
  const difference = (name: keyof GpuCounts) => after[name] - before[name];
  return {
    pairs: pairCount,
    counts: {
      pipelines: difference('pipelines'),
      shaders: difference('shaders'),
      launches: difference('launches'),
      submissions: difference('submissions'),
      bytesReadBack: difference('bytesReadBack'),
    },
  };
}
