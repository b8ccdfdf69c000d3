// activation = gelu(preactivation), rows x cols, with a column of ones behind it: the factor of the output bias.
// One workgroup per row.

struct Params {
  rows: u32,
  cols: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> preactivation: array<f32>;
// rows x (cols + 1)
@group(0) @binding(2) var<storage, read_write> activation: array<f32>;

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
    let x = preactivation[row * params.cols + col];
    activation[row * (params.cols + 1u) + col] = x * normalDistribution(x);
  }
  if (lane == 0u) {
    activation[row * (params.cols + 1u) + params.cols] = 1.0;
  }
}
