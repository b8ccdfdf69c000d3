// Stands before every kernel: a workgroup is a row of LANES invocations that share one task.

const LANES = 64u;

var<workgroup> laneSums: array<f32, LANES>;

// The task of a workgroup; tasks beyond one dimension's limit continue in y.
fn taskOf(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return group.y * groups.x + group.x;
}

// The sum of one value per lane, in lane 0. Every lane of the workgroup has to call it.
fn sumLanes(lane: u32, value: f32) -> f32 {
  laneSums[lane] = value;
  workgroupBarrier();
  for (var width = LANES / 2u; width > 0u; width /= 2u) {
    if (lane < width) {
      laneSums[lane] += laneSums[lane + width];
    }
    workgroupBarrier();
  }
  return laneSums[0];
}
