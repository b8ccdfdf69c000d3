import { stepPairs } from '../core/check-compute.ts';
import { checkTowerProblem } from '../core/check-towers.ts';
import type { TowerProblem, TowerTraining } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Tower } from '../core/tower.ts';
import type { Matrix } from '../core/types.ts';
import { stepScalars } from './decay-table.ts';
import { paddedProductCols } from './matrix-product.ts';
import type { Simd } from './simd.ts';
import type { SimdMemory } from './simd-memory.ts';
import { runTowerStep, type TowerSide, type TowerSides } from './tower-step.ts';
import { allocateTowerStepRoom, type TowerStepRoom } from './tower-step-room.ts';
import { paddedWeightCount, readTower, writeTower } from './tower-weights-room.ts';

/**
 * Opens the training of two towers in float32. The inputs stay where they are, and a step copies the rows it needs. Sums
 * have one order, whatever the number of threads.
 *
 * Throws InvalidArgumentError for parts that do not fit, SimdError when the memory cannot hold the towers.
 */
export async function openSimdTowers(simd: Simd, problem: TowerProblem): Promise<TowerTraining> {
  checkTowerProblem(problem);
  const { queryInputs, itemInputs, target, learningRate, weightDecay } = problem;
  const { memory } = simd;
  const dimension = queryInputs.cols;
  const cols = paddedProductCols(dimension);
  const sides = await simd.exclusive(async () => placeSides(memory, problem, cols));
  let room: TowerStepRoom | undefined;
  let stepCount = 0;
  let isOpen = true;

  function whileOpen<Result>(work: () => Promise<Result>): Promise<Result> {
    return simd.exclusive(async () => {
      if (!isOpen) throw new XennError('InvalidArgumentError', 'This training is closed. Open another.');
      return work();
    });
  }

  function roomFor(pairs: number): TowerStepRoom {
    if (room && room.pairs >= pairs) return room;
    room?.free();
    room = undefined;
    room = allocateTowerStepRoom(memory, pairs, queryInputs, itemInputs, cols);
    return room;
  }

  return {
    async step(order, start, end) {
      const pairs = stepPairs(order, start, end, target.length);
      return whileOpen(async () => {
        const scalars = stepScalars(stepCount + 1, learningRate, weightDecay);
        const squaredErrors = await runTowerStep(simd, problem, sides, roomFor(pairs.length), pairs, scalars);
        stepCount += 1;
        return squaredErrors;
      });
    },
    read: () =>
      whileOpen(async () => ({
        queryTower: readTower(memory, dimension, sides.queries),
        itemTower: readTower(memory, dimension, sides.items),
      })),
    dispose() {
      if (!isOpen) return;
      isOpen = false;
      simd.exclusive(async () => {
        memory.free(sides.queries.weights);
        room?.free();
      });
    },
  };
}

/** Both towers in one block, which begins with the query tower's weights. */
function placeSides(memory: SimdMemory, problem: TowerProblem, cols: number): TowerSides {
  const count = paddedWeightCount(cols);
  const addresses = memory.allocate(Array.from({ length: 8 }, () => 4 * count));
  const place = (tower: Tower, inputs: Matrix, first: number): TowerSide => {
    const [weights, slopes, firstMoments, secondMoments] = addresses.slice(first, first + 4);
    writeTower(memory, tower, inputs.cols, { weights, cols });
    for (const address of [slopes, firstMoments, secondMoments]) memory.floats(address, count).fill(0);
    const slotOfRow = new Uint32Array(inputs.rows);
    return { cols, weights, slopes, firstMoments, secondMoments, inputs, slotOfRow };
  };
  return {
    queries: place(problem.queryTower, problem.queryInputs, 0),
    items: place(problem.itemTower, problem.itemInputs, 4),
  };
}
