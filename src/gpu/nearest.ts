import { sortRanking, topK } from '../core/top-k.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import collectSource from './collect-candidates.wgsl?raw';
import type { Gpu } from './device.ts';
import { type KernelRun, LANES, loadKernel, submitRuns } from './kernel.ts';
import kthMaximumSource from './kth-maximum.wgsl?raw';
import { loadMultiply, planMultiply } from './multiply.ts';
import keysSource from './score-keys.wgsl?raw';
import sliceMaximaSource from './slice-maxima.wgsl?raw';

/** Which rows the GPU looks for. */
export interface Selection {
  readonly rows: number;
  readonly count: number;
  readonly slices: number;
  /** Candidates that there is room for. */
  readonly capacity: number;
}

/**
 * How the best `count` of `rows` are selected. A slice is LANES rows. The count-th largest of the slices' maxima is a
 * score that at least `count` rows reach, so the rows that reach it hold the answer; of rows in random order they are
 * at most 1.4 times `count` on average, where `count` is at most half the slices. Undefined where it is more: then so
 * many rows are candidates that reading all scores back is as good, and simpler.
 */
export function planSelection(rows: number, count: number): Selection | undefined {
  const slices = Math.ceil(rows / LANES);
  return 2 * count > slices ? undefined : { rows, count, slices, capacity: 4 * count + LANES };
}

/**
 * The `count` rows of a matrix with the largest inner products with `vector`, in float32: ties to the lower row,
 * none where `excluded[row]` is not 0. One round trip where the GPU selects; a second one, for all scores, where
 * more rows are tied or side by side than there is room for. The sizes are the caller's to check.
 *
 * Throws InvalidArgumentError for a score that is NaN.
 */
export async function nearestOnGpu(
  gpu: Gpu,
  { rows, cols }: Pick<Matrix, 'rows' | 'cols'>,
  matrix: GPUBuffer,
  vector: Float64Array,
  count: number,
  excluded: Uint8Array | undefined,
): Promise<Ranking> {
  const kernel = await loadMultiply(gpu);
  const factor = upload(gpu, 'nearest factor', Float32Array.from(vector));
  const scores = createStorage(gpu, 'nearest scores', rows);
  try {
    submitRuns(gpu, 'nearest scores', [
      planMultiply(kernel, { rows, cols }, { matrix, factor, product: scores }),
    ]);
    const selection = planSelection(rows, count);
    const ranking = selection && (await select(gpu, selection, scores, excluded));
    return ranking ?? topK(await readBack(gpu, scores, rows), count, excluded);
  } finally {
    factor.destroy();
    scores.destroy();
  }
}

/** The ranking, or undefined if there are more candidates than there is room for. */
async function select(
  gpu: Gpu,
  selection: Selection,
  scores: GPUBuffer,
  excluded: Uint8Array | undefined,
): Promise<Ranking | undefined> {
  const { count, slices, capacity } = selection;
  const words = 1 + 2 * capacity;
  const buffers = {
    scores,
    excluded: upload(gpu, 'nearest excluded', packBytes(excluded ?? new Uint8Array(0))),
    maxima: createStorage(gpu, 'nearest maxima', slices),
    threshold: createStorage(gpu, 'nearest threshold', 1),
    candidates: createStorage(gpu, 'nearest candidates', words),
  };
  try {
    const runs = await planSelectionRuns(gpu, selection, buffers, excluded?.length ?? 0);
    submitRuns(gpu, 'nearest selection', runs);
    const found = await readBack(gpu, buffers.candidates, words);
    return rankCandidates(found, count, capacity);
  } finally {
    const { excluded, maxima, threshold, candidates } = buffers;
    for (const buffer of [excluded, maxima, threshold, candidates]) buffer.destroy();
  }
}

type SelectionBuffers = Readonly<
  Record<'scores' | 'excluded' | 'maxima' | 'threshold' | 'candidates', GPUBuffer>
>;

async function planSelectionRuns(
  gpu: Gpu,
  { rows, count, slices, capacity }: Selection,
  buffers: SelectionBuffers,
  excludedRows: number,
): Promise<KernelRun[]> {
  const [sliceMaxima, kthMaximum, collect] = await Promise.all([
    loadKernel(gpu, 'slice maxima', `${keysSource}\n${sliceMaximaSource}`),
    loadKernel(gpu, 'k-th maximum', kthMaximumSource),
    loadKernel(gpu, 'collect candidates', `${keysSource}\n${collectSource}`),
  ]);
  const params = [{ u32: rows }, { u32: excludedRows }, { u32: capacity }];
  const keys = [
    { buffer: buffers.scores, entries: rows },
    { buffer: buffers.excluded, entries: Math.ceil(excludedRows / 4) },
  ];
  const maxima = { buffer: buffers.maxima, entries: slices };
  const threshold = { buffer: buffers.threshold, entries: 1 };
  const candidates = { buffer: buffers.candidates, entries: 1 + 2 * capacity };
  return [
    { kernel: sliceMaxima, params, bindings: [...keys, maxima], workgroups: slices },
    {
      kernel: kthMaximum,
      params: [{ u32: slices }, { u32: count }],
      bindings: [maxima, threshold],
      workgroups: 1,
    },
    { kernel: collect, params, bindings: [...keys, threshold, candidates], workgroups: slices },
  ];
}

/** `found` is the shader's `Candidates`: their number, then row and score of each, in no order. */
function rankCandidates(found: Float32Array, count: number, capacity: number): Ranking | undefined {
  const words = new Uint32Array(found.buffer, found.byteOffset, found.length);
  const candidateCount = words[0];
  if (candidateCount > capacity) return undefined;
  const docRows = Uint32Array.from({ length: candidateCount }, (_, index) => words[1 + 2 * index]);
  const scores = Float32Array.from(docRows, (_, index) => found[2 + 2 * index]);
  const ranking = sortRanking(docRows, scores);
  return { docRows: ranking.docRows.slice(0, count), scores: ranking.scores.slice(0, count) };
}

/** Four bytes to a number, the first lowest, as they lie in memory: every platform of browsers is little-endian. */
function packBytes(bytes: Uint8Array): Uint32Array {
  const padded = new Uint8Array(4 * Math.ceil(bytes.length / 4));
  padded.set(bytes);
  return new Uint32Array(padded.buffer);
}
