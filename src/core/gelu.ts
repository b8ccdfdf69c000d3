const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
const ONE_OVER_SQRT_2_PI = 1 / Math.sqrt(2 * Math.PI);

/** From here on 1 - erf(x) is below half a unit in the last place of 1. */
const ERF_IS_ONE_FROM = 6;

/**
 * The error function, with an absolute error below 1e-15: Abramowitz and Stegun, "Handbook of Mathematical Functions",
 * 7.1.6, erf(x) = 2/sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (1 * 3 * ... * (2n+1)). All terms have the same sign, so
 * nothing cancels.
 */
export function erf(x: number): number {
  // Written so that NaN, whose sum would never settle, leaves here as NaN.
  if (!(Math.abs(x) < ERF_IS_ONE_FROM)) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; ; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    const longer = sum + term;
    if (longer === sum) return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
    sum = longer;
  }
}

/** x Phi(x), Phi being the distribution function of the standard normal (Hendrycks and Gimpel 2016): the exact GELU. */
export function gelu(x: number): number {
  return x * normalDistribution(x);
}

/** The derivative of `gelu`. */
export function geluSlope(x: number): number {
  return normalDistribution(x) + x * ONE_OVER_SQRT_2_PI * Math.exp((-x * x) / 2);
}

function normalDistribution(x: number): number {
  return 0.5 * (1 + erf(x * Math.SQRT1_2));
}
