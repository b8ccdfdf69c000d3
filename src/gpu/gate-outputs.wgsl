// output = s mapped + (1 - s) input, s = sigmoid(gate); one workgroup per row.

struct Params {
  rows: u32,
  cols: u32,
  // Of the gate among the weights.
  gateAt: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
// rows x (cols + 1), the last column being ones.
@group(0) @binding(2) var<storage, read> inputs: array<f32>;
@group(0) @binding(3) var<storage, read> mapped: array<f32>;
@group(0) @binding(4) var<storage, read_write> outputs: array<f32>;

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
  let share = sigmoid(weights[params.gateAt]);
  for (var col = lane; col < params.cols; col += LANES) {
    let cell = row * params.cols + col;
    outputs[cell] = share * mapped[cell] + (1.0 - share) * inputs[row * (params.cols + 1u) + col];
  }
}
