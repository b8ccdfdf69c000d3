// Stands before the kernels that select rows: keys that are ordered as the scores are.

struct Params {
  rows: u32,
  // Rows that `excluded` speaks of: all of them, or none.
  excludedRows: u32,
  // Candidates that there is room for.
  capacity: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
// As bits: what a float operation does with NaN is left to the device.
@group(0) @binding(1) var<storage, read> scores: array<u32>;
// One byte a row.
@group(0) @binding(2) var<storage, read> excluded: array<u32>;

const SIGN = 0x80000000u;
const INFINITY = 0x7f800000u;
const KEY_OF_NAN = 0xffffffffu;
// Below the key of every score.
const KEY_OF_EXCLUDED = 0u;

// As unsigned numbers the keys are in the order of the scores. NaN comes first, for a person has to know of
// it; -0 is 0.
fn keyOf(row: u32) -> u32 {
  if (row < params.excludedRows && ((excluded[row / 4u] >> (8u * (row % 4u))) & 0xffu) != 0u) {
    return KEY_OF_EXCLUDED;
  }
  let bits = scores[row];
  let size = bits & ~SIGN;
  if (size > INFINITY) {
    return KEY_OF_NAN;
  }
  return select(SIGN + size, SIGN - size, (bits & SIGN) != 0u);
}
