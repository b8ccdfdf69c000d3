// threshold = the largest key that at least `count` maxima reach, bit by bit from the highest; one workgroup.

struct Params {
  slices: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> maxima: array<u32>;
@group(0) @binding(2) var<storage, read_write> threshold: array<u32>;

var<workgroup> reached: array<atomic<u32>, 32>;

@compute @workgroup_size(LANES)
fn main(@builtin(local_invocation_index) lane: u32) {
  var key = 0u;
  for (var bit = 0u; bit < 32u; bit++) {
    let higher = key | (0x80000000u >> bit);
    for (var slice = lane; slice < params.slices; slice += LANES) {
      if (maxima[slice] >= higher) {
        atomicAdd(&reached[bit], 1u);
      }
    }
    workgroupBarrier();
    key = select(key, higher, atomicLoad(&reached[bit]) >= params.count);
  }
  if (lane == 0u) {
    threshold[0] = key;
  }
}
