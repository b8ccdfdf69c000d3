// One AdamW update of every row of one factor; one workgroup per row. WGSL has no atomic addition of
// floats, so the row gathers its pairs' contributions from a list instead of the pairs scattering theirs.
// The new values go to another buffer: the other factor's update still needs the old ones.

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

struct Params {
  rows: u32,
  cols: u32,
  // 2 / number of pairs in the step
  slopePerError: f32,
  // 1 - learning rate * weight decay
  kept: f32,
  // learning rate / (1 - BETA_1^step)
  stepSize: f32,
  // sqrt(1 - BETA_2^step)
  secondCorrection: f32,
}

struct Entry {
  position: u32,
  otherRow: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> rowStart: array<u32>;
@group(0) @binding(2) var<storage, read> entries: array<Entry>;
@group(0) @binding(3) var<storage, read> errors: array<f32>;
@group(0) @binding(4) var<storage, read> otherValues: array<f32>;
@group(0) @binding(5) var<storage, read> values: array<f32>;
@group(0) @binding(6) var<storage, read_write> newValues: array<f32>;
@group(0) @binding(7) var<storage, read_write> firstMoment: array<f32>;
@group(0) @binding(8) var<storage, read_write> secondMoment: array<f32>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = taskOf(group, groups);
  if (row >= params.rows) {
    return;
  }
  for (var col = lane; col < params.cols; col += LANES) {
    var sum = 0.0;
    for (var index = rowStart[row]; index < rowStart[row + 1u]; index++) {
      let entry = entries[index];
      sum += errors[entry.position] * otherValues[entry.otherRow * params.cols + col];
    }
    let slope = params.slopePerError * sum;
    let cell = row * params.cols + col;
    let first = BETA_1 * firstMoment[cell] + (1.0 - BETA_1) * slope;
    let second = BETA_2 * secondMoment[cell] + (1.0 - BETA_2) * slope * slope;
    firstMoment[cell] = first;
    secondMoment[cell] = second;
    let spread = sqrt(second) / params.secondCorrection + EPSILON;
    newValues[cell] = params.kept * values[cell] - params.stepSize * first / spread;
  }
}
