// Lists, in no order, the rows whose key reaches the threshold, and counts them even where there is no more
// room; one invocation per row.

struct Candidate {
  row: u32,
  score: u32,
}

struct Candidates {
  count: atomic<u32>,
  entries: array<Candidate>,
}

@group(0) @binding(3) var<storage, read> threshold: array<u32>;
@group(0) @binding(4) var<storage, read_write> candidates: Candidates;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = taskOf(group, groups) * LANES + lane;
  if (row >= params.rows) {
    return;
  }
  let key = keyOf(row);
  if (key == KEY_OF_EXCLUDED || key < threshold[0]) {
    return;
  }
  let index = atomicAdd(&candidates.count, 1u);
  if (index < params.capacity) {
    candidates.entries[index] = Candidate(row, scores[row]);
  }
}
