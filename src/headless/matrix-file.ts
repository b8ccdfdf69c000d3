/** Matrices that somebody computed elsewhere, in .npy files. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { XennError } from '../core/errors.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { type Entry, plainEntry } from '../formats/entries.ts';
import { type FloatBits, toFloat32 } from '../formats/floats.ts';
import { readNpy } from '../formats/npy.ts';
import { sourceFile } from './source-files.ts';

export interface MatrixShape {
  readonly rows: number;
  readonly cols: number;
}

/** A matrix that stays on disk; its rows are read when they are asked for. */
export interface MatrixFile extends MatrixShape {
  /** Of the file, hex. */
  readonly sha256: string;
  readRow(row: number): Float32Array;
  close(): void;
}

/** Of numbers in memory at a time while a file is checked. */
const CHECKED_AT_ONCE = 2 ** 20;

/** From the file's beginning. Throws ImportError when it is no .npy file of a matrix, row by row, with both sides above 0. */
export async function readMatrixShape(path: string): Promise<MatrixShape> {
  return readNpy(entryOf(path), async ({ shape }) => matrixShape(shape, path));
}

/** All of it, with the file's SHA-256 (hex). Throws ImportError as `openMatrixFile` does. */
export async function readMatrixFile(
  path: string,
  cancel?: Cancel,
): Promise<{ readonly matrix: Matrix; readonly sha256: string }> {
  const { entry, digest } = hashing(entryOf(path));
  const matrix = await readNpy(
    entry,
    async ({ shape, numbers }) => {
      const { rows, cols } = matrixShape(shape, path);
      const data = await numbers(rows * cols);
      checkFinite(data, 0, cols, path);
      return { rows, cols, data };
    },
    cancel,
  );
  return { matrix, sha256: digest() };
}

/**
 * Reads the file once, to see that all of it is right. Throws ImportError when it is no .npy file of a matrix, row by row,
 * or holds a number that is not finite as float32; whatever `cancel` throws.
 */
export async function openMatrixFile(path: string, cancel?: Cancel): Promise<MatrixFile> {
  const { entry, digest } = hashing(entryOf(path));
  const { rows, cols, bits } = await readNpy(
    entry,
    async ({ shape, dtype, numbers }) => {
      const { rows, cols } = matrixShape(shape, path);
      for (let start = 0; start < rows * cols; start += CHECKED_AT_ONCE) {
        checkFinite(await numbers(Math.min(CHECKED_AT_ONCE, rows * cols - start)), start, cols, path);
      }
      return { rows, cols, bits: bitsOf(dtype) };
    },
    cancel,
  );
  const rowBytes = (cols * bits) / 8;
  const dataStart = entry.byteLength - rows * rowBytes;
  const file = openSync(path, 'r');
  return {
    rows,
    cols,
    sha256: digest(),
    readRow(row) {
      const bytes = new Uint8Array(rowBytes);
      const count = readSync(file, bytes, 0, rowBytes, dataStart + row * rowBytes);
      if (count === rowBytes) return toFloat32(bytes, bits);
      throw new XennError(
        'ImportError',
        `${path} ends before row ${row + 1} does: it has changed since the command began. Run it again.`,
      );
    },
    close: () => closeSync(file),
  };
}

function entryOf(path: string): Entry {
  let size: number;
  try {
    ({ size } = statSync(path));
  } catch (error) {
    throw new XennError(
      'ImportError',
      `Expected a matrix at ${path}, found: ${(error as Error).message}. Name a .npy file.`,
    );
  }
  return plainEntry(sourceFile(path, path, size));
}

/** The entry, and the SHA-256 of what has been read of it. */
function hashing(entry: Entry): { entry: Entry; digest: () => string } {
  const hash = createHash('sha256');
  const open: Entry['open'] = async function* (progress, cancel) {
    for await (const chunk of entry.open(progress, cancel)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  return { entry: { ...entry, open }, digest: () => hash.digest('hex') };
}

function matrixShape(shape: readonly number[], path: string): MatrixShape {
  const [rows, cols] = shape;
  if (shape.length === 2 && rows > 0 && cols > 0) return { rows, cols };
  throw new XennError(
    'ImportError',
    `${path}: expected a matrix with rows and columns, found an array of the shape (${shape.join(', ')}). Save an array ` +
      'of two dimensions.',
  );
}

/** Of the types that `readNpy` reads as numbers: '<f4'. */
function bitsOf(dtype: string): FloatBits {
  return (8 * Number(dtype.slice(2))) as FloatBits;
}

/** `numbers` are those of the matrix from position `start` on. */
function checkFinite(numbers: Float32Array, start: number, cols: number, path: string): void {
  const found = numbers.findIndex((number) => !Number.isFinite(number));
  if (found === -1) return;
  const position = start + found;
  throw new XennError(
    'ImportError',
    `${path} holds ${numbers[found]} in row ${Math.floor(position / cols) + 1}, column ${(position % cols) + 1}, counted ` +
      'from 1; expected numbers that are finite as float32. Correct them and run the command again.',
  );
}
