import { checkProblem, stepPairs } from '../core/check-compute.ts';
import type { Factorization, FactorizationProblem } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import { stepScalars } from './decay-table.ts';
import { allocateFactorRooms, type FactorRoom, type FactorRooms } from './factor-room.ts';
import { copyRows, paddedCols } from './padding.ts';
import type { Simd } from './simd.ts';
import { allocateStepRoom, type StepRoom } from './step-room.ts';
import { groupTouchedRows } from './touched-rows.ts';

/**
 * Every so many steps all rows catch up, so that none ever has more to make up for: a table of so many steps is enough,
 * and nothing in it leaves the range of float32.
 */
const CATCH_UP_STEPS = 128;
/** Rows that a thread takes at a time. */
const RANGE_ROWS = 64;
/** Rows read back at a time. */
const READ_ROWS = 4096;

/**
 * Opens a factorisation in float32. A row takes the steps that do not touch it when it is next touched or read, all at
 * once: the memory sees only the rows of a step's pairs. Sums have one order, whatever the number of threads.
 *
 * Throws InvalidArgumentError for parts that do not fit, SimdError when the memory cannot hold it.
 */
export async function openSimdFactorization(
  simd: Simd,
  problem: FactorizationProblem,
): Promise<Factorization> {
  checkProblem(problem);
  const { queryFactors, itemFactors, queryRow, itemRow, target, learningRate, weightDecay } = problem;
  const { kept } = stepScalars(1, learningRate, weightDecay);
  const rooms = await simd.exclusive(async () =>
    allocateFactorRooms(simd.memory, queryFactors, itemFactors, kept, CATCH_UP_STEPS),
  );
  const querySlots = new Uint32Array(queryFactors.rows);
  const itemSlots = new Uint32Array(itemFactors.rows);
  let room: StepRoom | undefined;
  let stepCount = 0;
  let isOpen = true;

  function whileOpen<Result>(work: () => Promise<Result>): Promise<Result> {
    return simd.exclusive(async () => {
      if (!isOpen) throw new XennError('InvalidArgumentError', 'This factorisation is closed. Open another.');
      return work();
    });
  }

  function roomFor(pairs: number): StepRoom {
    if (room && room.pairs >= pairs) return room;
    room?.free();
    room = undefined;
    room = allocateStepRoom(simd.memory, pairs, queryFactors.rows, paddedCols(queryFactors.cols));
    return room;
  }

  return {
    async step(order, start, end) {
      const pairs = stepPairs(order, start, end, target.length);
      return whileOpen(async () => {
        const step = roomFor(pairs.length);
        const scalars = stepScalars(stepCount + 1, learningRate, weightDecay);
        step.write(stepCount + 1, scalars, pairs.length);
        for (let position = 0; position < pairs.length; position++) {
          step.targets[position] = target[pairs[position]];
        }
        const queryCount = groupTouchedRows(pairs, queryRow, itemRow, querySlots, step.queries);
        const itemCount = groupTouchedRows(pairs, itemRow, queryRow, itemSlots, step.items);
        await runStep(simd, rooms, step, queryCount, itemCount);
        stepCount += 1;
        rooms.table.push(scalars);
        rooms.setStep(stepCount);
        if (stepCount % CATCH_UP_STEPS === 0) await catchUp(simd, rooms);
        return sumOfSquares(step.errors.subarray(0, pairs.length));
      });
    },
    read: () =>
      whileOpen(async () => ({
        queryFactors: await readFactor(simd, rooms, rooms.queries, queryFactors.cols),
        itemFactors: await readFactor(simd, rooms, rooms.items, itemFactors.cols),
      })),
    dispose() {
      if (!isOpen) return;
      isOpen = false;
      simd.exclusive(async () => {
        rooms.free();
        room?.free();
      });
    },
  };
}

async function runStep(
  simd: Simd,
  rooms: FactorRooms,
  step: StepRoom,
  queryCount: number,
  itemCount: number,
): Promise<void> {
  const queries = rooms.queries.factor;
  const items = rooms.items.factor;
  const { decay } = rooms;
  const { touched: touchedQueries } = step.queries;
  const { touched: touchedItems } = step.items;
  const run = (kernel: string, args: readonly number[], count: number) =>
    simd.run({ kernel, args, count, rangeSize: RANGE_ROWS });
  await run('catchUpTouched', [items, touchedItems, decay], itemCount);
  await run('stepQueries', [queries, items, touchedQueries, decay, step.step], queryCount);
  await run('stepItems', [items, queries, touchedItems, step.step], itemCount);
  await run('placeQueries', [queries, touchedQueries, step.step], queryCount);
}

async function catchUp(simd: Simd, { queries, items, decay }: FactorRooms): Promise<void> {
  for (const { factor, rows } of [queries, items]) {
    await simd.run({ kernel: 'catchUpRows', args: [factor, decay], count: rows, rangeSize: RANGE_ROWS });
  }
}

/** Leaves the factor as it is, rows behind included: a reader changes nothing, not even a rounding. */
async function readFactor(simd: Simd, rooms: FactorRooms, room: FactorRoom, cols: number): Promise<Matrix> {
  const { memory } = simd;
  const { factor, rows } = room;
  const data = new Float32Array(rows * cols);
  const stride = paddedCols(cols);
  const [output] = memory.allocate([4 * stride * Math.min(rows, READ_ROWS)]);
  try {
    for (let first = 0; first < rows; first += READ_ROWS) {
      const count = Math.min(READ_ROWS, rows - first);
      const args = [factor, rooms.decay, first, output];
      await simd.run({ kernel: 'readRows', args, count, rangeSize: RANGE_ROWS });
      copyRows(count, cols, memory.floats(output, count * stride), stride, data.subarray(first * cols), cols);
    }
  } finally {
    memory.free(output);
  }
  return { rows, cols, data };
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
