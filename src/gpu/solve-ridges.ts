import { checkRidges } from '../core/check-compute.ts';
import type { RidgeProblem } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Matrix, SparseMatrix } from '../core/types.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { type Kernel, loadKernel, submitRuns } from './kernel.ts';
import { NUMBERS_PER_BATCH, planRidgeBatches, type RidgeBatch } from './ridge-batches.ts';
import source from './solve-ridges.wgsl?raw';

/**
 * `Compute.solveRidges` in float32, with one step of iterative refinement, which makes up for most of what float32
 * loses: with features whose common part is five times as large as the rest and `mu` = 0.1 it brings an error of 2e-5
 * of the largest entry to 2e-7, with `mu` = 0.001 one of 4e-4 to 2e-6. Rows are solved in batches whose buffers hold
 * `numbersPerBatch` numbers.
 *
 * Throws InvalidArgumentError for parts that do not fit, GpuError when they exceed the device's buffers or when `mu`
 * is too small for float32.
 */
export async function solveRidgesOnGpu(
  gpu: Gpu,
  problem: RidgeProblem,
  numbersPerBatch = NUMBERS_PER_BATCH,
): Promise<Matrix> {
  checkRidges(problem);
  const { observed, fixed, prior } = problem;
  const kernel = await loadKernel(gpu, 'solve ridges', source);
  const data = new Float32Array(prior.data.length);
  const features = upload(gpu, 'ridge features', fixed.data);
  try {
    for (const batch of planRidgeBatches(observed.rowStart, prior.cols, numbersPerBatch)) {
      const solution = await solveBatch(gpu, kernel, problem, features, batch);
      checkSolution(solution, prior.cols, batch.rowStart);
      data.set(solution, batch.rowStart * prior.cols);
    }
  } finally {
    features.destroy();
  }
  return { rows: prior.rows, cols: prior.cols, data };
}

async function solveBatch(
  gpu: Gpu,
  kernel: Kernel,
  { observed, fixed, prior, mu }: RidgeProblem,
  features: GPUBuffer,
  { rowStart, rowEnd, tasks, scratchEntries }: RidgeBatch,
): Promise<Float32Array> {
  const rows = rowEnd - rowStart;
  const { cols } = prior;
  const [entryStart, entryEnd] = [observed.rowStart[rowStart], observed.rowStart[rowEnd]];
  const priorOfBatch = prior.data.subarray(rowStart * cols, rowEnd * cols);
  const bindings = [
    { buffer: upload(gpu, 'ridge tasks', tasks), entries: 3 * rows },
    {
      buffer: upload(gpu, 'ridge entries', interleaveEntries(observed, entryStart, entryEnd)),
      entries: 2 * (entryEnd - entryStart),
    },
    { buffer: features, entries: fixed.rows * cols },
    { buffer: upload(gpu, 'ridge prior', priorOfBatch), entries: rows * cols },
    { buffer: upload(gpu, 'ridge solution', priorOfBatch), entries: rows * cols },
    { buffer: createStorage(gpu, 'ridge scratch', scratchEntries), entries: scratchEntries },
  ];
  const solution = bindings[4];
  try {
    const params = [{ u32: rows }, { u32: cols }, { f32: mu }];
    submitRuns(gpu, 'solve ridges', [{ kernel, params, bindings, workgroups: rows }]);
    return await readBack(gpu, solution.buffer, solution.entries);
  } finally {
    for (const { buffer } of bindings) if (buffer !== features) buffer.destroy();
  }
}

/** Column and value side by side, as the shader's struct has them. */
function interleaveEntries({ col, value }: SparseMatrix, start: number, end: number): Uint32Array {
  const words = new Uint32Array(2 * (end - start));
  const floats = new Float32Array(words.buffer);
  for (let entry = start; entry < end; entry++) {
    words[2 * (entry - start)] = col[entry];
    floats[2 * (entry - start) + 1] = value[entry];
  }
  return words;
}

/** The square root of a pivot that rounding made negative is NaN, and so is all that follows from it. */
function checkSolution(solution: Float32Array, cols: number, rowStart: number): void {
  const cell = solution.findIndex((value) => !Number.isFinite(value));
  if (cell === -1) return;
  throw new XennError(
    'GpuError',
    `The ridge regression of row ${rowStart + Math.floor(cell / cols)} has no solution in float32. ` +
      'Use a larger ridge parameter, or compute on the CPU.',
  );
}
