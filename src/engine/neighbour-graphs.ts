/** Neighbour graphs of item spaces: built once, kept with the corpus, the last ones in memory. */
import type { Compute } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import { buildNeighbourGraph, checkNeighbourGraph, type NeighbourGraph } from '../core/neighbour-graph.ts';
import { breathe } from '../formats/breathe.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import { createRecentCache } from './recent-cache.ts';
import type { ItemSpaceId, JobProgress } from './records.ts';
import { spaceKey, writeSpaceMatrix } from './space-matrices.ts';

export interface NeighbourGraphs {
  /**
   * Reads the graph, or builds it: once for all who ask meanwhile. Throws InvalidArgumentError for more than
   * `GRAPH_LIMIT` documents; CancelledError; StorageError.
   */
  open(corpus: OpenCorpus, id: ItemSpaceId, space: ItemSpace): Promise<NeighbourGraph>;
  /** Frees what is kept in memory of those whose `<corpusId>/<itemSpace>` begins so. */
  drop(keyStart: string): void;
  /** Frees what is stored of an index that is gone. Throws StorageError. */
  forget(corpusId: string, indexId: string): Promise<void>;
}

/** As published (GAR, CIKM 2022). */
const NEIGHBOURS = 16;
/**
 * Documents, at most: every one is compared with every other, a trillion products of 384 numbers for so many. On a CPU
 * that is many minutes.
 */
export const GRAPH_LIMIT = 50_000;
const CACHED_GRAPHS = 2;
/** Items between two looks at what else there is to do. */
const BREATHE_EVERY = 32;

export interface NeighbourGraphParts {
  readonly store: Store;
  /** What every item's neighbours are computed with; called when a graph has to be built. */
  readonly loadCompute: () => Promise<Compute>;
  /** Tells the person why a search that needs a graph takes so long. */
  readonly tell: (notice: string) => void;
}

/** Graphs of the item spaces of all corpora; what was built is stored. */
export function createNeighbourGraphs({ store, loadCompute, tell }: NeighbourGraphParts): NeighbourGraphs {
  const graphs = createRecentCache<NeighbourGraph, JobProgress>(CACHED_GRAPHS);

  async function build(corpus: OpenCorpus, { itemVectors }: ItemSpace): Promise<NeighbourGraph> {
    const { cancel, onProgress } = corpus.context;
    checkSize(itemVectors.rows);
    tell(
      `The neighbour graph of ${itemVectors.rows} documents is built first, each compared with all others; it is kept for ` +
        'the searches after this one.',
    );
    const meter = startMeter('mapping', 'documents', itemVectors.rows);
    return buildNeighbourGraph({
      matrix: itemVectors,
      neighboursPerItem: NEIGHBOURS,
      compute: await loadCompute(),
      ...(cancel && { cancel }),
      async onItem(itemsDone) {
        if (itemsDone % BREATHE_EVERY !== 0) return;
        onProgress?.(meter.report(itemsDone));
        await breathe();
      },
    });
  }

  /** A graph of fewer documents than there are is built anew; one of removed documents is deleted with them. */
  async function ensure(corpus: OpenCorpus, id: ItemSpaceId, space: ItemSpace): Promise<NeighbourGraph> {
    const key = keyOf(spaceKey(corpus.encoders, id));
    const stored = await store.readMatrix(corpus.corpusId, key);
    const itemCount = space.itemVectors.rows;
    if (stored?.rows === itemCount) {
      const kept = { itemCount, neighboursPerItem: stored.cols, docRows: Uint32Array.from(stored.data) };
      checkNeighbourGraph(kept, itemCount);
      return kept;
    }
    const graph = await build(corpus, space);
    const { neighboursPerItem: cols, docRows } = graph;
    if (cols > 0) {
      // Float32 holds whole numbers below 2^24 exactly, more than any corpus has rows.
      const matrix = { rows: itemCount, cols, data: Float32Array.from(docRows) };
      await writeSpaceMatrix(store, corpus.corpusId, id, key, matrix, 'packed-documents');
    }
    return graph;
  }

  return {
    open: (corpus, id, space) =>
      graphs.get(
        `${corpus.corpusId}/${id}/${corpus.corpusHash}`,
        (shared) => ensure(corpus.during(shared), id, space),
        corpus.context,
      ),
    drop: (keyStart) => graphs.drop(keyStart),
    forget: (corpusId, indexId) => store.deleteMatrix(corpusId, keyOf(indexId)),
  };
}

function keyOf(space: string): string {
  return `graph:${space}:${NEIGHBOURS}`;
}

function checkSize(itemCount: number): void {
  if (itemCount <= GRAPH_LIMIT) return;
  throw new XennError(
    'InvalidArgumentError',
    `A neighbour graph is built of at most ${GRAPH_LIMIT} documents here, because each is compared with all others, and ` +
      `the corpus has ${itemCount}. Choose another way to pick the next items.`,
  );
}
