// Turns slopes of the activations into those of the preactivations, in place: times the derivative of GELU,
// Phi(x) + x phi(x). One workgroup per row.

struct Params {
  rows: u32,
  cols: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> preactivation: array<f32>;
@group(0) @binding(2) var<storage, read_write> slopes: array<f32>;

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
    let cell = row * params.cols + col;
    let x = preactivation[cell];
    slopes[cell] *= normalDistribution(x) + x * normalDensity(x);
  }
}
