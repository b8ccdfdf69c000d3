// outputSlopes[row] = sum over the pairs of the row of 2 / pairs * error * the other tower's output. The row gathers
// from a list, as in update-rows.wgsl; one workgroup per row.

struct Params {
  rows: u32,
  cols: u32,
  // 2 / number of pairs in the step
  slopePerError: f32,
}

struct Entry {
  position: u32,
  otherRow: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> rowStart: array<u32>;
@group(0) @binding(2) var<storage, read> entries: array<Entry>;
@group(0) @binding(3) var<storage, read> errors: array<f32>;
@group(0) @binding(4) var<storage, read> otherOutputs: array<f32>;
@group(0) @binding(5) var<storage, read_write> outputSlopes: array<f32>;

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
      sum += errors[entry.position] * otherOutputs[entry.otherRow * params.cols + col];
    }
    outputSlopes[row * params.cols + col] = params.slopePerError * sum;
  }
}
