/** By which names an index's matrices are stored, and towers as matrices. */
import { XennError } from '../core/errors.ts';
import type { Tower } from '../core/tower.ts';
import type { Matrix } from '../core/types.ts';

/** |I| x d; every index has them. */
export const ITEMS = 'items';
/** Vectors of the corpus's queries in their order; imported ones only. */
export const QUERIES = 'queries';
/** The token table of a distilled dual-encoder, vocabulary x d. */
export const TOKENS = 'tokens';

export type Tensors = Readonly<Record<string, Matrix>>;
export type TowerName = 'query-tower' | 'item-tower';

/** A tower under its names: its vectors as matrices of one row, the gate as a single number. */
export function tensorsOfTower(name: TowerName, tower: Tower): Tensors {
  return {
    [`${name}.hidden-weights`]: tower.hiddenWeights,
    [`${name}.hidden-bias`]: oneRow(tower.hiddenBias),
    [`${name}.output-weights`]: tower.outputWeights,
    [`${name}.output-bias`]: oneRow(tower.outputBias),
    [`${name}.gate`]: oneRow(Float32Array.of(tower.gate)),
  };
}

/** Reads back what `tensorsOfTower` made. Throws StorageError when a part is missing. */
export async function readTower(
  name: TowerName,
  read: (tensor: string) => Promise<Matrix | undefined>,
): Promise<Tower> {
  const part = async (suffix: string): Promise<Matrix> => {
    const matrix = await read(`${name}.${suffix}`);
    if (matrix) return matrix;
    throw new XennError(
      'StorageError',
      `Expected the index to have a matrix ${name}.${suffix}, found none. Build the index again.`,
    );
  };
  return {
    hiddenWeights: await part('hidden-weights'),
    hiddenBias: (await part('hidden-bias')).data,
    outputWeights: await part('output-weights'),
    outputBias: (await part('output-bias')).data,
    gate: (await part('gate')).data[0],
  };
}

function oneRow(data: Float32Array): Matrix {
  return { rows: 1, cols: data.length, data };
}
