// Stands before the kernels that train: one AdamW update of one number (Loshchilov and Hutter, "Decoupled
// Weight Decay Regularization", algorithm 2), as torch.optim.AdamW.

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

struct Trained {
  value: f32,
  firstMoment: f32,
  secondMoment: f32,
}

// `kept` is 1 - learning rate * weight decay, `stepSize` learning rate / (1 - BETA_1^step) and
// `secondCorrection` sqrt(1 - BETA_2^step).
fn adamw(before: Trained, slope: f32, kept: f32, stepSize: f32, secondCorrection: f32) -> Trained {
  let first = BETA_1 * before.firstMoment + (1.0 - BETA_1) * slope;
  let second = BETA_2 * before.secondMoment + (1.0 - BETA_2) * slope * slope;
  let spread = sqrt(second) / secondCorrection + EPSILON;
  return Trained(kept * before.value - stepSize * first / spread, first, second);
}
