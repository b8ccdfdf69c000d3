// result = left x right (rows x cols, row-major, from resultStart on); left is rows x inner, right inner x cols.
// Steps say how far apart neighbours of a row and of a column lie, so a transposed matrix is the same numbers with
// other steps. One workgroup per TILE x TILE numbers of the result, 4 x 4 of them to a lane.

const TILE = 32u;
const DEPTH = 16u;
// The workgroup's lanes as a square.
const SIDE = 8u;

struct Params {
  rows: u32,
  cols: u32,
  inner: u32,
  leftStart: u32,
  leftRowStep: u32,
  leftColStep: u32,
  rightStart: u32,
  rightRowStep: u32,
  rightColStep: u32,
  resultStart: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> left: array<f32>;
@group(0) @binding(2) var<storage, read> right: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;

// Both by depth, so that neighbouring lanes read neighbouring numbers.
var<workgroup> leftTile: array<f32, DEPTH * TILE>;
var<workgroup> rightTile: array<f32, DEPTH * TILE>;

fn leftAt(row: u32, depth: u32) -> f32 {
  if (row >= params.rows || depth >= params.inner) {
    return 0.0;
  }
  return left[params.leftStart + row * params.leftRowStep + depth * params.leftColStep];
}

fn rightAt(depth: u32, col: u32) -> f32 {
  if (depth >= params.inner || col >= params.cols) {
    return 0.0;
  }
  return right[params.rightStart + depth * params.rightRowStep + col * params.rightColStep];
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = taskOf(group, groups);
  let tileCols = (params.cols + TILE - 1u) / TILE;
  let firstRow = tile / tileCols * TILE;
  let firstCol = tile % tileCols * TILE;
  let laneRow = lane / SIDE;
  let laneCol = lane % SIDE;
  var sums: array<vec4<f32>, 4>;
  for (var depthStart = 0u; depthStart < params.inner; depthStart += DEPTH) {
    for (var cell = lane; cell < TILE * DEPTH; cell += LANES) {
      let row = cell / DEPTH;
      let depth = cell % DEPTH;
      leftTile[depth * TILE + row] = leftAt(firstRow + row, depthStart + depth);
      rightTile[cell] = rightAt(depthStart + cell / TILE, firstCol + cell % TILE);
    }
    workgroupBarrier();
    for (var depth = 0u; depth < DEPTH; depth++) {
      let at = depth * TILE + laneCol;
      let factors = vec4(
        rightTile[at],
        rightTile[at + SIDE],
        rightTile[at + 2u * SIDE],
        rightTile[at + 3u * SIDE],
      );
      for (var i = 0u; i < 4u; i++) {
        sums[i] += leftTile[depth * TILE + laneRow + i * SIDE] * factors;
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < 4u; i++) {
    for (var j = 0u; j < 4u; j++) {
      let row = firstRow + laneRow + i * SIDE;
      let col = firstCol + laneCol + j * SIDE;
      if (row < params.rows && col < params.cols) {
        result[params.resultStart + row * params.cols + col] = sums[i][j];
      }
    }
  }
}
