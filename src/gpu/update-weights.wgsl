// One AdamW update of every weight of a tower, in place; one invocation per weight.

struct Params {
  count: u32,
  // of adamw
  kept: f32,
  stepSize: f32,
  secondCorrection: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> slopes: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> firstMoment: array<f32>;
@group(0) @binding(4) var<storage, read_write> secondMoment: array<f32>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let index = taskOf(group, groups) * LANES + lane;
  if (index >= params.count) {
    return;
  }
  let before = Trained(weights[index], firstMoment[index], secondMoment[index]);
  let after = adamw(before, slopes[index], params.kept, params.stepSize, params.secondCorrection);
  weights[index] = after.value;
  firstMoment[index] = after.firstMoment;
  secondMoment[index] = after.secondMoment;
}
