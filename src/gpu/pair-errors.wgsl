// errors[position] = queryFactors[q] . itemFactors[i] - target of the pair at that position of the step;
// one workgroup per position.

struct Params {
  positions: u32,
  cols: u32,
}

struct Pair {
  queryRow: u32,
  itemRow: u32,
  goal: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> order: array<u32>;
@group(0) @binding(2) var<storage, read> pairs: array<Pair>;
@group(0) @binding(3) var<storage, read> queryFactors: array<f32>;
@group(0) @binding(4) var<storage, read> itemFactors: array<f32>;
@group(0) @binding(5) var<storage, read_write> errors: array<f32>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let position = taskOf(group, groups);
  if (position >= params.positions) {
    return;
  }
  let pair = pairs[order[position]];
  let queryStart = pair.queryRow * params.cols;
  let itemStart = pair.itemRow * params.cols;
  var partial = 0.0;
  for (var col = lane; col < params.cols; col += LANES) {
    partial += queryFactors[queryStart + col] * itemFactors[itemStart + col];
  }
  let estimate = sumLanes(lane, partial);
  if (lane == 0u) {
    errors[position] = estimate - pair.goal;
  }
}
