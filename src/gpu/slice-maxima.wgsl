// maxima[slice] = the largest key of LANES consecutive rows; one workgroup per slice.

@group(0) @binding(3) var<storage, read_write> maxima: array<u32>;

var<workgroup> largest: atomic<u32>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let slice = taskOf(group, groups);
  let row = slice * LANES + lane;
  if (row < params.rows) {
    atomicMax(&largest, keyOf(row));
  }
  workgroupBarrier();
  if (lane == 0u && slice * LANES < params.rows) {
    maxima[slice] = atomicLoad(&largest);
  }
}
