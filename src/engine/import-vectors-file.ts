import { XennError } from '../core/errors.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { type Entry, extension } from '../formats/entries.ts';
import { toFloat32 } from '../formats/floats.ts';
import { readNpy } from '../formats/npy.ts';
import { readSafetensorsHeader, readTensors } from '../formats/safetensors.ts';
import type { Tensors } from './index-tensors.ts';

/**
 * Vectors of a .npy file, under the name `required`; or of a .safetensors file, the tensor of that name or its only
 * one, and beside it those of the `optional` names that it has.
 *
 * @throws ImportError when the file is neither or damaged, the tensor is missing, or one is not a matrix of finite
 * numbers.
 */
export async function readVectorFile(
  entry: Entry,
  required: string,
  optional: readonly string[],
  cancel?: Cancel,
): Promise<Tensors> {
  const { path } = entry;
  if (extension(path) === '.npy') {
    const matrix = await readNpy(
      entry,
      async ({ shape, numbers }) => {
        const [rows, cols] = matrixShape(shape, path);
        return { rows, cols, data: await numbers(rows * cols) };
      },
      cancel,
    );
    return { [required]: checkFinite(matrix, path) };
  }
  if (extension(path) === '.safetensors') return readFromSafetensors(entry, required, optional, cancel);
  throw new XennError(
    'ImportError',
    `Expected vectors in a .npy or .safetensors file, found ${path}. Save them with numpy.save and choose that file.`,
  );
}

async function readFromSafetensors(
  entry: Entry,
  required: string,
  optional: readonly string[],
  cancel?: Cancel,
): Promise<Tensors> {
  const { path } = entry;
  const header = await readSafetensorsHeader(entry, cancel);
  const [only, ...others] = header.tensors;
  const isThere = header.tensors.some(({ name }) => name === required);
  if (!isThere && (!only || others.length > 0)) {
    const names = header.tensors.map(({ name }) => name);
    throw new XennError(
      'ImportError',
      `Expected a tensor '${required}' in ${path}, found ${names.slice(0, 5).join(', ') || 'none'}${names.length > 5 ? ', …' : ''}. Save the vectors under that name.`,
    );
  }
  const nameOf = (name: string) => (isThere ? name : required);
  const isWanted = (name: string) => name === required || optional.includes(name);
  const wanted = header.tensors.filter(({ name }) => isWanted(nameOf(name)));
  for (const { shape } of wanted) matrixShape(shape, path);
  const matrices: [name: string, matrix: Matrix][] = [];
  await readTensors(
    entry,
    header,
    (tensor) => wanted.includes(tensor),
    ({ name, shape, bits }, bytes) => {
      const [rows, cols] = shape;
      matrices.push([nameOf(name), checkFinite({ rows, cols, data: toFloat32(bytes, bits) }, path)]);
    },
    cancel,
  );
  return Object.fromEntries(matrices);
}

function matrixShape(shape: readonly number[], path: string): readonly number[] {
  if (shape.length === 2 && shape[1] > 0) return shape;
  throw new XennError(
    'ImportError',
    `Expected vectors as a matrix, a row each, in ${path}; found an array of the shape (${shape.join(', ')}). Save an array of two dimensions.`,
  );
}

function checkFinite(matrix: Matrix, path: string): Matrix {
  const position = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (position === -1) return matrix;
  const row = Math.floor(position / matrix.cols) + 1;
  throw new XennError(
    'ImportError',
    `${path} holds ${matrix.data[position]} in row ${row}, column ${(position % matrix.cols) + 1}, counted from 1; expected numbers that are finite as float32. Nothing was imported; correct the vectors.`,
  );
}
