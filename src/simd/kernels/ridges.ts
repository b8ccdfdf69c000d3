import { addGram, addScaled, factorize, solveFactorized } from './positive-definite';

/** A batch of ridge regressions and one thread's scratch each, as `ridge-room.ts` writes it. */
@unmanaged
class Ridges {
  rows: u32;
  /** The next row that nobody has taken. */
  next: u32;
  dimension: u32;
  /** rows + 1 numbers: where the entries of each row begin. */
  rowStart: usize;
  /** For each entry its row of `features`, and its value. */
  cols: usize;
  values: usize;
  /** Rows of `dimension` floats, padded to a multiple of 4. */
  features: usize;
  /** The priors, padded alike; each solution takes the place of its prior. */
  solutions: usize;
  /** Of the first thread; those of the others follow. */
  scratch: usize;
  scratchBytes: u32;
  /** Size of the largest system, a multiple of 4. */
  systemSize: u32;
  /** Entries that are worked on at a time where a row has at least as many as there are dimensions. */
  chunkEntries: u32;
  /** 1 once a system was not positive definite. */
  failed: u32;

  /** Floats of a row of features. */
  get stride(): u32 {
    return (this.dimension + 3) & ~3;
  }

  solutionOf(row: u32): usize {
    return this.solutions + ((<usize>row * this.stride) << 2);
  }

  featuresOf(entry: u32): usize {
    return this.features + ((<usize>load<u32>(this.cols + ((<usize>entry) << 2)) * this.stride) << 2);
  }

  /** What the prior leaves of the value of an entry. */
  residualOf(entry: u32, prior: usize): f64 {
    const features = this.featuresOf(entry);
    let sums = f64x2.splat(0);
    let otherSums = f64x2.splat(0);
    for (let at: usize = 0; at < (<usize>this.stride) << 2; at += 16) {
      sums = f64x2.add(sums, f64x2.mul(loadDoubles(prior + at), loadDoubles(features + at)));
      const next = at + 8;
      otherSums = f64x2.add(otherSums, f64x2.mul(loadDoubles(prior + next), loadDoubles(features + next)));
    }
    sums = f64x2.add(sums, otherSums);
    const estimate = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    return <f64>load<f32>(this.values + ((<usize>entry) << 2)) - estimate;
  }
}

/**
 * Solves rows until none is left, with the scratch of each of the threads `start..end` (exclusive). In float64: normal
 * equations square the condition of the features.
 */
export function solveRidges(ridges: Ridges, mu: f64, start: u32, end: u32): void {
  const next = changetype<usize>(ridges) + offsetof<Ridges>('next');
  for (let thread = start; thread < end; thread++) {
    const scratch = ridges.scratch + <usize>thread * ridges.scratchBytes;
    for (;;) {
      const row = atomic.add<u32>(next, 1);
      if (row >= ridges.rows) break;
      solveRidge(ridges, mu, row, scratch);
    }
  }
}

/** A row without entries stays its prior. */
function solveRidge(ridges: Ridges, mu: f64, row: u32, scratch: usize): void {
  const starts = ridges.rowStart + ((<usize>row) << 2);
  const start = load<u32>(starts);
  const end = load<u32>(starts, 4);
  const entries = end - start;
  if (entries === 0) return;
  const solution = ridges.solutionOf(row);
  const gram = scratch;
  const right = gram + ((<usize>ridges.systemSize * ridges.systemSize) << 3);
  const correction = right + ((<usize>ridges.systemSize) << 3);
  const vectors = correction + ((<usize>ridges.stride) << 3);
  const isDual = entries < ridges.dimension;
  const size = isDual ? entries : ridges.dimension;
  const stride = (size + 3) & ~3;
  memory.fill(gram, 0, (<usize>stride * stride) << 3);
  if (isDual) addEntriesInDual(ridges, start, end, solution, gram, right, vectors);
  else addEntriesInPrimal(ridges, start, end, solution, gram, right, vectors);
  for (let i: usize = 0; i < size; i++) {
    const diagonal = gram + ((i * stride + i) << 3);
    store<f64>(diagonal, load<f64>(diagonal) + mu * <f64>entries);
  }
  if (!factorize(gram, stride, size)) {
    ridges.failed = 1;
    return;
  }
  solveFactorized(gram, stride, size, right);
  if (isDual) combineVectors(ridges, entries, right, vectors, correction);
  const corrections = isDual ? correction : right;
  for (let c: usize = 0; c < ridges.dimension; c++) {
    const target = solution + (c << 2);
    store<f32>(target, <f32>(<f64>load<f32>(target) + load<f64>(corrections + (c << 3))));
  }
}

/** V Vᵀ of the features V of the entries, which stay in `vectors`, and their residuals. */
function addEntriesInDual(
  ridges: Ridges,
  start: u32,
  end: u32,
  prior: usize,
  gram: usize,
  right: usize,
  vectors: usize,
): void {
  const stride = ridges.stride;
  const vectorBytes = (<usize>stride) << 3;
  const paddedEntries = (end - start + 3) & ~3;
  for (let index: u32 = 0; index < paddedEntries; index++) {
    const vector = vectors + <usize>index * vectorBytes;
    const entry = start + index;
    if (entry >= end) {
      memory.fill(vector, 0, vectorBytes);
      continue;
    }
    const features = ridges.featuresOf(entry);
    for (let c: usize = 0; c < stride; c += 2) {
      v128.store(vector + (c << 3), loadDoubles(features + (c << 2)));
    }
    store<f64>(right + ((<usize>index) << 3), ridges.residualOf(entry, prior));
  }
  addGram(gram, paddedEntries, vectors, vectorBytes, paddedEntries, stride);
}

/** Vᵀ V of the features V of the entries, and Vᵀ times their residuals, a chunk of entries at a time. */
function addEntriesInPrimal(
  ridges: Ridges,
  start: u32,
  end: u32,
  prior: usize,
  gram: usize,
  right: usize,
  vectors: usize,
): void {
  const stride = ridges.stride;
  const vectorBytes = (<usize>ridges.chunkEntries) << 3;
  memory.fill(right, 0, (<usize>stride) << 3);
  for (let first = start; first < end; first += ridges.chunkEntries) {
    const count = min(ridges.chunkEntries, end - first);
    // The sums run over two entries at a time.
    if (count & 1) {
      for (let c: usize = 0; c < stride; c++) {
        store<f64>(vectors + c * vectorBytes + ((<usize>count) << 3), 0);
      }
    }
    for (let index: u32 = 0; index < count; index++) {
      const features = ridges.featuresOf(first + index);
      const residual = f64x2.splat(ridges.residualOf(first + index, prior));
      for (let c: usize = 0; c < stride; c += 2) {
        const pair = loadDoubles(features + (c << 2));
        const vector = vectors + c * vectorBytes + ((<usize>index) << 3);
        v128.store64_lane(vector, pair, 0);
        v128.store64_lane(vector + vectorBytes, pair, 1);
        const sum = right + (c << 3);
        v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(residual, pair)));
      }
    }
    addGram(gram, stride, vectors, vectorBytes, stride, (count + 1) & ~1);
  }
}

/** Vᵀ times the weights of the entries. */
function combineVectors(ridges: Ridges, entries: u32, weights: usize, vectors: usize, sum: usize): void {
  const vectorBytes = (<usize>ridges.stride) << 3;
  memory.fill(sum, 0, vectorBytes);
  for (let index: usize = 0; index < entries; index++) {
    addScaled(sum, vectors + index * vectorBytes, load<f64>(weights + (index << 3)), ridges.stride);
  }
}

/** Two floats as doubles. */
function loadDoubles(floats: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(floats));
}
