import { checkProblem, stepPairs } from '../core/check-compute.ts';
import type { Factorization, FactorizationProblem } from '../core/compute.ts';
import type { Matrix } from '../core/types.ts';
import { stepScalars } from './adamw.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { type GpuFactor, runFactorStep } from './factor-step.ts';
import { interleavePairs } from './pair-errors.ts';

/**
 * Opens a factorisation whose factors and moments live on the GPU, in float32. A step must have ended
 * before the next one begins.
 *
 * Throws InvalidArgumentError for parts that do not fit, GpuError when they exceed the device's buffers.
 */
export function openGpuFactorization(gpu: Gpu, problem: FactorizationProblem): Factorization {
  checkProblem(problem);
  const { learningRate, weightDecay } = problem;
  const { cols } = problem.queryFactors;
  const pairs = upload(gpu, 'pairs', interleavePairs(problem.queryRow, problem.itemRow, problem.target));
  let queries = createFactor(gpu, 'query factors', problem.queryFactors, problem.queryRow.slice());
  let items = createFactor(gpu, 'item factors', problem.itemFactors, problem.itemRow.slice());
  let stepCount = 0;

  return {
    async step(order, start, end) {
      const pairsOfStep = stepPairs(order, start, end, problem.queryRow.length);
      stepCount += 1;
      const scalars = stepScalars(stepCount, learningRate, weightDecay);
      const squaredErrors = await runFactorStep(gpu, { cols, pairs, queries, items }, pairsOfStep, scalars);
      queries = withNewValues(queries);
      items = withNewValues(items);
      return squaredErrors;
    },
    async read() {
      return {
        queryFactors: await readFactor(gpu, queries, cols),
        itemFactors: await readFactor(gpu, items, cols),
      };
    },
    dispose() {
      pairs.destroy();
      for (const { values, newValues, firstMoment, secondMoment } of [queries, items]) {
        for (const buffer of [values, newValues, firstMoment, secondMoment]) buffer.destroy();
      }
    },
  };
}

function createFactor(gpu: Gpu, name: string, initial: Matrix, rowOfPair: Uint32Array): GpuFactor {
  const size = initial.data.length;
  return {
    name,
    rows: initial.rows,
    rowOfPair,
    values: upload(gpu, name, initial.data),
    newValues: createStorage(gpu, `new ${name}`, size),
    firstMoment: createStorage(gpu, `${name} first moment`, size),
    secondMoment: createStorage(gpu, `${name} second moment`, size),
  };
}

/** After a step the two buffers change roles. */
function withNewValues(factor: GpuFactor): GpuFactor {
  return { ...factor, values: factor.newValues, newValues: factor.values };
}

async function readFactor(gpu: Gpu, { rows, values }: GpuFactor, cols: number): Promise<Matrix> {
  return { rows, cols, data: await readBack(gpu, values, rows * cols) };
}
