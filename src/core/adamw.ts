const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * One step of AdamW on `values`, in place, with decoupled weight decay, betas .9/.999 and eps 1e-8 (Loshchilov and
 * Hutter, "Decoupled Weight Decay Regularization", algorithm 2), as torch.optim.AdamW takes it. All four arrays are
 * aligned; both moments start as zeros and `stepCount` at 1.
 */
export function updateByAdamW(
  values: Float32Array,
  gradient: Float64Array,
  firstMoment: Float32Array,
  secondMoment: Float32Array,
  stepCount: number,
  learningRate: number,
  weightDecay: number,
): void {
  const kept = 1 - learningRate * weightDecay;
  const stepSize = learningRate / (1 - BETA_1 ** stepCount);
  const secondCorrection = Math.sqrt(1 - BETA_2 ** stepCount);
  for (let i = 0; i < values.length; i++) {
    const slope = gradient[i];
    const first = BETA_1 * firstMoment[i] + (1 - BETA_1) * slope;
    const second = BETA_2 * secondMoment[i] + (1 - BETA_2) * slope * slope;
    firstMoment[i] = first;
    secondMoment[i] = second;
    values[i] = kept * values[i] - (stepSize * first) / (Math.sqrt(second) / secondCorrection + EPSILON);
  }
}
