// One AdamW update of every row of one factor; one workgroup per row. WGSL has no atomic addition of
// floats, so the row gathers its pairs' contributions from a list instead of the pairs scattering theirs.
// The new values go to another buffer: the other factor's update still needs the old ones.

struct Params {
  rows: u32,
  cols: u32,
  // 2 / number of pairs in the step
  slopePerError: f32,
  // of adamw
  kept: f32,
  stepSize: f32,
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
    let cell = row * params.cols + col;
    let before = Trained(values[cell], firstMoment[cell], secondMoment[cell]);
    let slope = params.slopePerError * sum;
    let after = adamw(before, slope, params.kept, params.stepSize, params.secondCorrection);
    newValues[cell] = after.value;
    firstMoment[cell] = after.firstMoment;
    secondMoment[cell] = after.secondMoment;
  }
}
