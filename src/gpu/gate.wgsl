// Stands before the kernels of a tower's gate.

fn sigmoid(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-x));
}
