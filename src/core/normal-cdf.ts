/** Below the highest, in Horner's order. */
const COEFFICIENTS = [
  -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];

/** Φ(z), the standard normal distribution function; relative error below 1.2e-7, in the lower tail too. */
export function normalCdf(z: number): number {
  return z > 0 ? 1 - upperTail(z) : upperTail(-z);
}

/** 1 - Φ(z) = erfc(z / √2) / 2 for z >= 0, by the fit of Press et al., "Numerical Recipes in C", 1992, 6.2. */
function upperTail(z: number): number {
  const x = z * Math.SQRT1_2;
  const t = 1 / (1 + 0.5 * x);
  let polynomial = 0.17087277;
  for (const coefficient of COEFFICIENTS) polynomial = polynomial * t + coefficient;
  return 0.5 * t * Math.exp(-x * x + polynomial);
}
