/** Neighbour graphs of item spaces: built once, kept with the corpus, the last ones in memory. */
import type { Compute } from '../core/compute.ts';
import { buildNeighbourGraph, type NeighbourGraph } from '../core/neighbour-graph.ts';
import { breathe } from './breathe.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import { createRecentCache } from './recent-cache.ts';
import { type ItemSpaceId, type JobProgress, START_SPACES } from './records.ts';

export interface NeighbourGraphs {
  /** Reads the graph, or builds it: once for all who ask meanwhile. Throws CancelledError; StorageError. */
  open(corpus: OpenCorpus, id: ItemSpaceId, space: ItemSpace): Promise<NeighbourGraph>;
  /** Frees what is kept in memory of those whose `<corpusId>/<itemSpace>` begins so. */
  drop(keyStart: string): void;
  /** Frees what is stored of an index that is gone. */
  forget(corpusId: string, indexId: string): Promise<void>;
}

/** As published (GAR, CIKM 2022). */
const NEIGHBOURS = 16;
const CACHED_GRAPHS = 2;
/** Items between two looks at what else there is to do. */
const BREATHE_EVERY = 32;

/** `loadCompute`: what every item's neighbours are computed with; called when a graph has to be built. */
export function createNeighbourGraphs(store: Store, loadCompute: () => Promise<Compute>): NeighbourGraphs {
  const graphs = createRecentCache<NeighbourGraph, JobProgress>(CACHED_GRAPHS);

  async function build(corpus: OpenCorpus, { itemVectors }: ItemSpace): Promise<NeighbourGraph> {
    const { cancel, onProgress } = corpus.context;
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
  async function ensure(corpus: OpenCorpus, key: string, space: ItemSpace): Promise<NeighbourGraph> {
    const stored = await store.readMatrix(corpus.corpusId, key);
    const itemCount = space.itemVectors.rows;
    if (stored?.rows === itemCount) {
      return { itemCount, neighboursPerItem: stored.cols, docRows: Uint32Array.from(stored.data) };
    }
    const graph = await build(corpus, space);
    const { neighboursPerItem: cols, docRows } = graph;
    if (cols > 0) {
      // Float32 holds whole numbers below 2^24 exactly, more than any corpus has rows.
      const matrix = { rows: itemCount, cols, data: Float32Array.from(docRows) };
      await store.writeMatrix(corpus.corpusId, key, matrix, 'packed-documents');
    }
    return graph;
  }

  return {
    open: (corpus, id, space) =>
      graphs.get(
        `${corpus.corpusId}/${id}/${corpus.corpusHash}`,
        (shared) => ensure(corpus.during(shared), graphKey(corpus, id), space),
        corpus.context,
      ),
    drop: (keyStart) => graphs.drop(keyStart),
    async forget(corpusId, indexId) {
      const key = keyOf(indexId);
      if (!(await store.readMatrix(corpusId, key))?.rows) return;
      await store.writeMatrix(
        corpusId,
        key,
        { rows: 0, cols: 1, data: new Float32Array(0) },
        'packed-documents',
      );
    },
  };
}

/** The vectors of a start space depend on the dual-encoder; those of an index are its own. */
function graphKey({ encoders }: OpenCorpus, id: ItemSpaceId): string {
  const isStartSpace = START_SPACES.some((space) => space === id);
  return keyOf(isStartSpace ? `${id}-${encoders.dualEncoder.identity.hash}` : id);
}

function keyOf(spaceHash: string): string {
  return `graph:${spaceHash}:${NEIGHBOURS}`;
}
