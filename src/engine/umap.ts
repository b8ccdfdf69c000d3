/** UMAP of an item space: from the exact neighbours of every item, laid out by umap-js, kept with the corpus. */
import { XennError } from '../core/errors.ts';
import { dotRow, norm, rowOf } from '../core/matrix.ts';
import { NEAREST_FOR_PLACE, placeAmong } from '../core/place-query.ts';
import { createRandom } from '../core/random.ts';
import { topK } from '../core/top-k.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, ItemSpaceId, JobProgress } from './records.ts';
import type { RunMap } from './run-map.ts';
import type { UmapMap } from './search-records.ts';
import { spaceKey, writeSpaceMatrix } from './space-matrices.ts';

/**
 * Documents, at most. umap-js keeps its graph under text keys, about 75 kB an item while it is put together: 1.5 GB of
 * memory and many seconds without a pause at 20,000 items; a tab has little more to spare.
 */
export const UMAP_LIMIT = 20_000;
/** Fewer have no neighbourhoods. */
const FEWEST_ITEMS = 4;
/** Of an item, itself included; umap-learn's default. */
const NEIGHBOURHOOD = 15;
const SEED = 1;
/** umap-js takes a distance of zero for none: exact duplicates are put this far apart, a ten-millionth of the range. */
const CLOSEST = 2e-7;
/** Items between two looks at what else there is to do. */
const BREATHE_EVERY = 32;

type UmapCorpus = Pick<OpenCorpus, 'corpusId' | 'store' | 'encoders' | 'compute'>;

/** The stored UMAP of an item space; undefined where none has been computed of the documents as they are now. */
export async function readUmap(
  corpus: UmapCorpus,
  id: ItemSpaceId,
  itemCount: number,
): Promise<UmapMap | undefined> {
  const stored = await corpus.store.readMatrix(corpus.corpusId, umapKey(corpus, id));
  return stored?.rows === itemCount ? umapMap(stored.data, itemCount) : undefined;
}

/**
 * Reads the UMAP, or computes and stores it. Distances are 1 - cosine; neighbours are exact. The same vectors give the
 * same map. Cancel takes effect between items and between epochs, not while umap-js puts its graph together.
 *
 * @throws InvalidArgumentError for more than `UMAP_LIMIT` documents or fewer than 4; CancelledError; StorageError.
 */
export async function computeUmap(
  corpus: UmapCorpus,
  id: ItemSpaceId,
  { itemVectors }: Pick<ItemSpace, 'itemVectors'>,
  context: CallContext<JobProgress> = {},
): Promise<UmapMap> {
  const { rows } = itemVectors;
  checkSize(rows);
  const known = await readUmap(corpus, id, rows);
  if (known) return known;
  const neighbours = await findNeighbourhoods(corpus, itemVectors, context);
  const points = await layOut(neighbours, context);
  const matrix = { rows, cols: 2, data: points };
  await writeSpaceMatrix(corpus.store, corpus.corpusId, id, umapKey(corpus, id), matrix, 'documents');
  return umapMap(points, rows);
}

/** Frees what is stored of an index that is gone. Throws StorageError. */
export function forgetUmap(store: Store, corpusId: string, indexId: string): Promise<void> {
  return store.deleteMatrix(corpusId, keyOf(indexId));
}

/** The map as a kept run needs it: a query embedding lies at the mean of the items with the largest inner products. */
export function runMapOfUmap({ points }: UmapMap, itemVectors: Matrix): RunMap {
  return {
    kind: 'umap',
    points,
    varianceShare: [],
    place(vector) {
      if (norm(vector) === 0) return undefined;
      const products = Float64Array.from({ length: itemVectors.rows }, (_, row) =>
        dotRow(itemVectors, row, vector),
      );
      return placeAmong(points, topK(products, NEAREST_FOR_PLACE).docRows);
    },
  };
}

/** Of each item: itself, then its nearest, nearest first, with their distances; as umap-js takes them. */
interface Neighbourhoods {
  readonly rows: number[][];
  readonly distances: number[][];
}

async function findNeighbourhoods(
  { compute }: UmapCorpus,
  itemVectors: Matrix,
  { cancel, onProgress }: CallContext<JobProgress>,
): Promise<Neighbourhoods> {
  const unit = withUnitRows(itemVectors);
  const size = neighbourhoodOf(unit.rows);
  const meter = startMeter('mapping', 'documents', unit.rows);
  const found: Neighbourhoods = { rows: [], distances: [] };
  const excluded = new Uint8Array(unit.rows);
  for (let row = 0; row < unit.rows; row++) {
    if (row % BREATHE_EVERY === 0) {
      onProgress?.(meter.report(row));
      await pause(cancel);
    }
    excluded[row] = 1;
    const nearest = await compute.nearest(unit, Float64Array.from(rowOf(unit, row)), size - 1, excluded);
    excluded[row] = 0;
    found.rows.push([row, ...nearest.docRows]);
    found.distances.push([0, ...Array.from(nearest.scores, (cosine) => Math.max(CLOSEST, 1 - cosine))]);
  }
  onProgress?.(meter.report(unit.rows));
  return found;
}

/** rows x 2 */
async function layOut(
  neighbours: Neighbourhoods,
  { cancel, onProgress }: CallContext<JobProgress>,
): Promise<Float32Array> {
  const itemCount = neighbours.rows.length;
  // A tenth of the engine's code, for what few ask for.
  const { UMAP } = await import('umap-js');
  const umap = new UMAP({
    nNeighbors: neighbourhoodOf(itemCount),
    random: createRandom(SEED).nextFloat,
  });
  umap.setPrecomputedKNN(neighbours.rows, neighbours.distances);
  await pause(cancel);
  // With the neighbours given, the vectors themselves are only counted.
  const epochs = umap.initializeFit(Array.from({ length: itemCount }, () => []));
  const meter = startMeter('mapping', 'epochs', epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    onProgress?.(meter.report(epoch));
    await pause(cancel);
    umap.step();
  }
  onProgress?.(meter.report(epochs));
  return Float32Array.from(umap.getEmbedding().flat());
}

async function pause(cancel: Cancel | undefined): Promise<void> {
  await breathe();
  cancel?.throwIfAborted();
}

/** A copy; a row of zeros stays one. */
function withUnitRows(matrix: Matrix): Matrix {
  const data = matrix.data.slice();
  for (let row = 0; row < matrix.rows; row++) {
    const vector = data.subarray(row * matrix.cols, (row + 1) * matrix.cols);
    const length = norm(vector);
    if (length > 0) for (let c = 0; c < vector.length; c++) vector[c] /= length;
  }
  return { ...matrix, data };
}

function neighbourhoodOf(itemCount: number): number {
  return Math.min(NEIGHBOURHOOD, itemCount - 1);
}

function umapMap(points: Float32Array, itemCount: number): UmapMap {
  return { points, neighboursPerItem: neighbourhoodOf(itemCount), seed: SEED };
}

function umapKey({ encoders }: UmapCorpus, id: ItemSpaceId): string {
  return keyOf(spaceKey(encoders, id));
}

function keyOf(space: string): string {
  return `umap:${space}:${NEIGHBOURHOOD}:${SEED}`;
}

function checkSize(itemCount: number): void {
  if (itemCount > UMAP_LIMIT) {
    throw new XennError(
      'InvalidArgumentError',
      `UMAP is made of at most ${UMAP_LIMIT} documents here, because it is made in this tab's memory, and the corpus ` +
        `has ${itemCount}. Use the PCA map, which has no limit.`,
    );
  }
  if (itemCount < FEWEST_ITEMS) {
    throw new XennError(
      'InvalidArgumentError',
      `UMAP needs at least ${FEWEST_ITEMS} documents to have neighbours, and the corpus has ${itemCount}. Use the PCA map.`,
    );
  }
}
