import { stepPairs } from '../core/check-compute.ts';
import { checkTowerProblem } from '../core/check-towers.ts';
import type { TowerProblem, TowerTraining } from '../core/compute.ts';
import type { Tower } from '../core/tower.ts';
import { joinWeights, towerOf } from '../core/tower-weights.ts';
import { stepScalars } from './adamw.ts';
import { readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import type { GpuTower } from './tower-backward.ts';
import { createBinding } from './tower-forward.ts';
import { runTowerStep } from './tower-step.ts';

/**
 * Opens the training of two towers whose weights and moments live on the GPU, in float32. The inputs stay here, and a
 * step uploads the rows it needs. A step must have ended before the next one begins.
 *
 * Throws InvalidArgumentError for parts that do not fit, GpuError when they exceed the device's buffers.
 */
export function openGpuTowers(gpu: Gpu, problem: TowerProblem): TowerTraining {
  checkTowerProblem(problem);
  const { learningRate, weightDecay } = problem;
  const dimension = problem.queryInputs.cols;
  const queryTower = createTower(gpu, 'query tower', problem.queryTower, dimension);
  const itemTower = createTower(gpu, 'item tower', problem.itemTower, dimension);
  let stepCount = 0;

  return {
    async step(order, start, end) {
      const pairsOfStep = stepPairs(order, start, end, problem.target.length);
      stepCount += 1;
      const scalars = stepScalars(stepCount, learningRate, weightDecay);
      return runTowerStep(gpu, problem, queryTower, itemTower, pairsOfStep, scalars);
    },
    async read() {
      return {
        queryTower: await readTower(gpu, queryTower, dimension),
        itemTower: await readTower(gpu, itemTower, dimension),
      };
    },
    dispose() {
      for (const { weights, slopes, firstMoment, secondMoment } of [queryTower, itemTower]) {
        for (const { buffer } of [weights, slopes, firstMoment, secondMoment]) buffer.destroy();
      }
    },
  };
}

function createTower(gpu: Gpu, name: string, initial: Tower, dimension: number): GpuTower {
  const weights = joinWeights(initial, dimension);
  const entries = weights.length;
  return {
    weights: { buffer: upload(gpu, name, weights), entries },
    slopes: createBinding(gpu, `${name} slopes`, entries),
    firstMoment: createBinding(gpu, `${name} first moment`, entries),
    secondMoment: createBinding(gpu, `${name} second moment`, entries),
  };
}

async function readTower(gpu: Gpu, { weights }: GpuTower, dimension: number): Promise<Tower> {
  return towerOf(await readBack(gpu, weights.buffer, weights.entries), dimension);
}
