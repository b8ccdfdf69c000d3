// product[row] = sum over col of matrix[row, col] * factor[col]; one workgroup per row.

struct Params {
  rows: u32,
  cols: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> matrix: array<f32>;
@group(0) @binding(2) var<storage, read> factor: array<f32>;
@group(0) @binding(3) var<storage, read_write> product: array<f32>;

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
  var partial = 0.0;
  for (var col = lane; col < params.cols; col += LANES) {
    partial += matrix[row * params.cols + col] * factor[col];
  }
  let sum = sumLanes(lane, partial);
  if (lane == 0u) {
    product[row] = sum;
  }
}
