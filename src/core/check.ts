import { XennError } from './errors.ts';

/** A whole number of at least `least`, or an InvalidArgumentError that names it. */
export function checkInteger(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new XennError(
      'InvalidArgumentError',
      `${name} must be a whole number of at least ${least}, but is ${value}.`,
    );
  }
}

/** A finite number in the range that the words say, or an InvalidArgumentError that names it. */
export function checkNumber(name: string, value: number, isInRange: boolean, range: string): void {
  if (!Number.isFinite(value) || !isInRange) {
    throw new XennError('InvalidArgumentError', `${name} must be a number ${range}, but is ${value}.`);
  }
}

/** An array of the length that something else prescribes, or an InvalidArgumentError that names it. */
export function checkCount(name: string, count: number, expected: number): void {
  if (count !== expected) {
    throw new XennError('InvalidArgumentError', `${name} must have ${expected} entries, but has ${count}.`);
  }
}

/** Two sizes that have to agree, or an InvalidArgumentError that names the first. */
export function checkSize(name: string, size: number, expected: number): void {
  if (size !== expected) {
    throw new XennError('InvalidArgumentError', `${name} must be ${expected}, but is ${size}.`);
  }
}

/** Every row is below `rowEnd` (exclusive), or an InvalidArgumentError that names the first that is not. */
export function checkRows(name: string, rows: Uint32Array, rowEnd: number): void {
  for (let position = 0; position < rows.length; position++) {
    if (rows[position] < rowEnd) continue;
    throw new XennError(
      'InvalidArgumentError',
      `${name} must hold rows below ${rowEnd}, but entry ${position} is ${rows[position]}.`,
    );
  }
}

/** No NaN and no infinity, or an InvalidArgumentError that names the first. */
export function checkFinite(name: string, values: Float32Array | Float64Array): void {
  const position = values.findIndex((value) => !Number.isFinite(value));
  if (position !== -1) {
    throw new XennError(
      'InvalidArgumentError',
      `${name} must hold finite numbers, but entry ${position} is ${values[position]}.`,
    );
  }
}
