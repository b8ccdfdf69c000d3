const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * AdamW's scalars of one step, for float32: w = kept w - numerator m / (sqrt(v) + offset). That is the usual form with
 * both corrections of v taken out of the root: numerator = learning rate sqrt(1 - beta2^t) / (1 - beta1^t) and
 * offset = eps sqrt(1 - beta2^t).
 */
export interface StepScalars {
  readonly kept: number;
  readonly numerator: number;
  readonly offset: number;
}

/** Of step `step`, counted from 1. In float64: 1 - 0.999^step would lose half of its digits in float32. */
export function stepScalars(step: number, learningRate: number, weightDecay: number): StepScalars {
  const secondCorrection = Math.sqrt(1 - BETA_2 ** step);
  return {
    kept: 1 - learningRate * weightDecay,
    numerator: (learningRate * secondCorrection) / (1 - BETA_1 ** step),
    offset: EPSILON * secondCorrection,
  };
}

/**
 * What the last steps do to a row that none of them touches. Its moments only shrink, m by beta1 and v by beta2 a step,
 * so that k skipped steps are
 *
 *   w = kept^k w - m Σ_a numerator_a / (sqrt(v) + offset_a),   a = 0 (the last step) .. k - 1,
 *
 * with m and v as they are afterwards. numerator_a and offset_a belong to the step, whatever the row: the scalars of the
 * step, carried to the last one.
 */
export interface DecayTable {
  /** Appends a step. */
  push(scalars: StepScalars): void;
  /** For each age from 0 two numbers: numerator and offset. */
  readonly terms: Float32Array;
}

/** Remembers the last `length` steps, in float64, and writes them to `terms` (2 x length). */
export function createDecayTable(length: number, terms: Float32Array): DecayTable {
  const numerators = new Float64Array(length);
  const offsets = new Float64Array(length);
  const root = Math.sqrt(BETA_2);
  return {
    terms,
    push({ kept, numerator, offset }) {
      for (let age = length - 1; age > 0; age--) {
        numerators[age] = (numerators[age - 1] * kept * root) / BETA_1;
        offsets[age] = offsets[age - 1] * root;
      }
      numerators[0] = numerator;
      offsets[0] = offset;
      for (let age = 0; age < length; age++) {
        terms[2 * age] = numerators[age];
        terms[2 * age + 1] = offsets[age];
      }
    },
  };
}

/** For each number of steps from 0 to `length` what they leave of the values, the first and the second moment. */
export function decayPowers(length: number, kept: number): Float32Array {
  const powers = new Float32Array(3 * (length + 1));
  for (let steps = 0; steps <= length; steps++) {
    powers.set([kept ** steps, BETA_1 ** steps, BETA_2 ** steps], 3 * steps);
  }
  return powers;
}
