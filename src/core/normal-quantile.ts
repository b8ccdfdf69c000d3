import { checkNumber } from './check.ts';

// Highest power first.
const CENTRAL_ABOVE = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRAL_BELOW = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const TAIL_ABOVE = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const TAIL_BELOW = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];

/**
 * The value below which a standard normal variable lies with that probability, to 16 digits (Wichura, Algorithm AS 241,
 * 1988, without its branch for the far tails). Throws InvalidArgumentError outside 1e-10 to 1 - 1e-10.
 */
export function normalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability);
  checkNumber('The probability', probability, tail >= 1e-10, 'from 1e-10 to 1 - 1e-10');
  const offset = probability - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const rest = 0.180625 - offset * offset;
    return (offset * polynomial(CENTRAL_ABOVE, rest)) / polynomial(CENTRAL_BELOW, rest);
  }
  const depth = Math.sqrt(-Math.log(tail)) - 1.6;
  return (Math.sign(offset) * polynomial(TAIL_ABOVE, depth)) / polynomial(TAIL_BELOW, depth);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
