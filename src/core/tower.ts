import { checkCount, checkFinite, checkSize } from './check.ts';
import { XennError } from './errors.ts';
import { checkMatrix } from './matrix.ts';
import type { Random } from './random.ts';
import type { Matrix } from './types.ts';

/**
 * The weights of one gated MLP of MF_Ind (paper section 3.1), for vectors of d numbers:
 * h = gelu(hiddenWeights^T x + hiddenBias), y = outputWeights^T h + outputBias, out = s y + (1 - s) x with
 * s = sigmoid(gate). GELU is the exact one, by erf.
 */
export interface Tower {
  /** d x 2d */
  readonly hiddenWeights: Matrix;
  /** 2d entries */
  readonly hiddenBias: Float32Array;
  /** 2d x d */
  readonly outputWeights: Matrix;
  /** d entries */
  readonly outputBias: Float32Array;
  /** The learned scalar w. */
  readonly gate: number;
}

export interface Towers {
  readonly queryTower: Tower;
  readonly itemTower: Tower;
}

/** sigmoid(-5) = .0067, so that the map starts near the identity. */
const INITIAL_GATE = -5;

/**
 * A tower for vectors of `dimension` numbers as training starts it: weights and biases as torch.nn.Linear draws them,
 * uniform in +-1 / sqrt(inputs of the layer), the gate at -5.
 */
export function initialTower(dimension: number, random: Random): Tower {
  const hidden = 2 * dimension;
  const uniform = (length: number, inputCount: number) =>
    Float32Array.from({ length }, () => (2 * random.nextFloat() - 1) / Math.sqrt(inputCount));
  return {
    hiddenWeights: { rows: dimension, cols: hidden, data: uniform(dimension * hidden, dimension) },
    hiddenBias: uniform(hidden, dimension),
    outputWeights: { rows: hidden, cols: dimension, data: uniform(hidden * dimension, hidden) },
    outputBias: uniform(dimension, hidden),
    gate: INITIAL_GATE,
  };
}

/**
 * Throws an InvalidArgumentError that names the part of `tower` whose shape does not fit vectors of `dimension`
 * numbers.
 */
export function checkTowerShape(name: string, tower: Tower, dimension: number): void {
  checkShape(`${name}.hiddenWeights`, tower.hiddenWeights, dimension, 2 * dimension);
  checkCount(`${name}.hiddenBias`, tower.hiddenBias.length, 2 * dimension);
  checkShape(`${name}.outputWeights`, tower.outputWeights, 2 * dimension, dimension);
  checkCount(`${name}.outputBias`, tower.outputBias.length, dimension);
}

/** The same, and that every weight is a finite number. */
export function checkTower(name: string, tower: Tower, dimension: number): void {
  checkTowerShape(name, tower, dimension);
  checkFinite(`${name}.hiddenWeights`, tower.hiddenWeights.data);
  checkFinite(`${name}.hiddenBias`, tower.hiddenBias);
  checkFinite(`${name}.outputWeights`, tower.outputWeights.data);
  checkFinite(`${name}.outputBias`, tower.outputBias);
  if (!Number.isFinite(tower.gate)) {
    throw new XennError(
      'InvalidArgumentError',
      `${name}.gate must be a finite number, but is ${tower.gate}.`,
    );
  }
}

function checkShape(name: string, matrix: Matrix, rows: number, cols: number): void {
  checkMatrix(name, matrix);
  checkSize(`${name}.rows`, matrix.rows, rows);
  checkSize(`${name}.cols`, matrix.cols, cols);
}
