// Stands before the kernels of GELU: x Phi(x), Phi being the distribution function of the standard normal.

const ONE_OVER_SQRT_2 = 0.70710678;
const ONE_OVER_SQRT_2_PI = 0.39894228;

// Phi(x), with an absolute error below 2e-7: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.26,
// erf(x) = 1 - (a1 t + ... + a5 t^5) e^(-x^2), t = 1 / (1 + p x), with an error below 1.5e-7 for x >= 0.
fn normalDistribution(x: f32) -> f32 {
  let size = abs(x) * ONE_OVER_SQRT_2;
  let t = 1.0 / (1.0 + 0.3275911 * size);
  let sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  let beyond = 0.5 * sum * exp(-size * size);
  return select(beyond, 1.0 - beyond, x > 0.0);
}

fn normalDensity(x: f32) -> f32 {
  return ONE_OVER_SQRT_2_PI * exp(-0.5 * x * x);
}
