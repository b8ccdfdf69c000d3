// Row r of the solution is prior + z, z minimising |F z - (value - F prior)|^2 + weight |z|^2, F being the features
// of the row's entries; one workgroup per row. By Cholesky, of F^T F + weight I (cols x cols), or, where the row has
// fewer entries than columns, of F F^T + weight I with z = F^T dual. The second round corrects what rounding left of
// the first (iterative refinement: Golub and Van Loan, "Matrix Computations", section 3.5.3).

const ROUNDS = 2u;

// What is left of a diagonal entry must be more of it than rounding alone may leave: four units in the last place.
const LEAST_PIVOT = 4.8e-7;

struct Params {
  rows: u32,
  cols: u32,
  mu: f32,
}

struct Task {
  entryStart: u32,
  entryCount: u32,
  // Of the row's part of scratch: lower triangle, column by column; step; sum of steps; residuals.
  scratchStart: u32,
}

struct Entry {
  feature: u32,
  value: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tasks: array<Task>;
@group(0) @binding(2) var<storage, read> entries: array<Entry>;
@group(0) @binding(3) var<storage, read> features: array<f32>;
@group(0) @binding(4) var<storage, read> prior: array<f32>;
// Starts as the prior, which is the solution of a row without entries.
@group(0) @binding(5) var<storage, read_write> solution: array<f32>;
@group(0) @binding(6) var<storage, read_write> scratch: array<f32>;

// The features of the entry with this number in the row.
fn featureStart(task: Task, entry: u32) -> u32 {
  return entries[task.entryStart + entry].feature * params.cols;
}

// Position of (row, col), row >= col, in a lower triangle of `size` columns.
fn triangleAt(row: u32, col: u32, size: u32) -> u32 {
  return (col * (2u * size - col - 1u)) / 2u + row;
}

fn diagonalAt(triangle: u32, col: u32, size: u32) -> f32 {
  return sqrt(scratch[triangle + triangleAt(col, col, size)]);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = taskOf(group, groups);
  if (row >= params.rows || tasks[row].entryCount == 0u) {
    return;
  }
  let task = tasks[row];
  let cols = params.cols;
  let isDual = task.entryCount < cols;
  let size = min(task.entryCount, cols);
  let weight = params.mu * f32(task.entryCount);
  let triangle = task.scratchStart;
  let step = triangle + size * (size + 1u) / 2u;
  let total = step + size;
  let residual = total + size;

  for (var i = lane; i < size; i += LANES) {
    scratch[total + i] = 0.0;
  }
  for (var col = 0u; col < size; col++) {
    for (var i = col + lane; i < size; i += LANES) {
      var sum = select(0.0, weight, i == col);
      if (isDual) {
        let left = featureStart(task, i);
        let right = featureStart(task, col);
        for (var c = 0u; c < cols; c++) {
          sum += features[left + c] * features[right + c];
        }
      } else {
        for (var entry = 0u; entry < task.entryCount; entry++) {
          let start = featureStart(task, entry);
          sum += features[start + i] * features[start + col];
        }
      }
      scratch[triangle + triangleAt(i, col, size)] = sum;
    }
  }
  storageBarrier();

  // The triangle becomes its Cholesky factor, column by column, but for the diagonal, which stays squared: so no lane
  // writes what another one reads.
  for (var col = 0u; col < size; col++) {
    for (var i = col + lane; i < size; i += LANES) {
      let whole = scratch[triangle + triangleAt(i, col, size)];
      var sum = whole;
      for (var known = 0u; known < col; known++) {
        sum -= scratch[triangle + triangleAt(i, known, size)] * scratch[triangle + triangleAt(col, known, size)];
      }
      if (i == col && sum <= LEAST_PIVOT * whole) {
        // Its root is no number, and so is the solution: the row is refused when it is read back.
        sum = -1.0;
      }
      scratch[triangle + triangleAt(i, col, size)] = sum;
    }
    storageBarrier();
    let diagonal = diagonalAt(triangle, col, size);
    for (var i = col + 1u + lane; i < size; i += LANES) {
      scratch[triangle + triangleAt(i, col, size)] /= diagonal;
    }
    storageBarrier();
  }

  for (var round = 0u; round < ROUNDS; round++) {
    for (var entry = lane; entry < task.entryCount; entry += LANES) {
      let start = featureStart(task, entry);
      var left = entries[task.entryStart + entry].value;
      for (var c = 0u; c < cols; c++) {
        left -= features[start + c] * solution[row * cols + c];
      }
      scratch[residual + entry] = left;
    }
    storageBarrier();
    for (var i = lane; i < size; i += LANES) {
      var slope = -weight * scratch[total + i];
      if (isDual) {
        slope += scratch[residual + i];
      } else {
        for (var entry = 0u; entry < task.entryCount; entry++) {
          slope += features[featureStart(task, entry) + i] * scratch[residual + entry];
        }
      }
      scratch[step + i] = slope;
    }
    storageBarrier();

    // Forward, then backward, through the Cholesky factor; a step that is known is divided by its diagonal afterwards.
    for (var col = 0u; col < size; col++) {
      let known = scratch[step + col] / diagonalAt(triangle, col, size);
      for (var i = col + 1u + lane; i < size; i += LANES) {
        scratch[step + i] -= scratch[triangle + triangleAt(i, col, size)] * known;
      }
      storageBarrier();
    }
    for (var i = lane; i < size; i += LANES) {
      scratch[step + i] /= diagonalAt(triangle, i, size);
    }
    storageBarrier();
    for (var remaining = size; remaining > 0u; remaining--) {
      let col = remaining - 1u;
      let known = scratch[step + col] / diagonalAt(triangle, col, size);
      for (var i = lane; i < col; i += LANES) {
        scratch[step + i] -= scratch[triangle + triangleAt(col, i, size)] * known;
      }
      storageBarrier();
    }
    for (var i = lane; i < size; i += LANES) {
      scratch[total + i] += scratch[step + i] / diagonalAt(triangle, i, size);
    }
    storageBarrier();
    for (var c = lane; c < cols; c += LANES) {
      var z = 0.0;
      if (isDual) {
        for (var entry = 0u; entry < task.entryCount; entry++) {
          z += features[featureStart(task, entry) + c] * scratch[total + entry];
        }
      } else {
        z = scratch[total + c];
      }
      solution[row * cols + c] = prior[row * cols + c] + z;
    }
    storageBarrier();
  }
}
