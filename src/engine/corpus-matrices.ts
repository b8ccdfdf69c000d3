/** Matrices derived from a corpus once and kept: dual-encoder vectors and passage lengths in tokens. */
import type { Matrix } from '../core/types.ts';
import { pagesOfDocuments, passageOf } from './documents.ts';
import type { Encoders, Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';

export interface CorpusMatrices {
  /** |I| x d, the dual-encoder's vectors. */
  readonly itemVectors: Matrix;
  /** |I| x 1, tokens of each passage alone, before any cut. */
  readonly passageTokens: Matrix;
}

const PAGE_SIZE = 512;

function embeddingKey(encoders: Encoders): string {
  return `embedding:${encoders.dualEncoder.identity.hash}`;
}

function tokensKey(encoders: Encoders): string {
  return `tokens:${encoders.crossEncoder.identity.hash}`;
}

/** Reads both matrices from storage, or makes them in one pass over the corpus and stores them. */
export async function ensureCorpusMatrices(
  store: Store,
  encoders: Encoders,
  corpusId: string,
  context: CallContext<JobProgress> = {},
): Promise<CorpusMatrices> {
  const [storedVectors, storedTokens] = await Promise.all([
    store.readMatrix(corpusId, embeddingKey(encoders)),
    store.readMatrix(corpusId, tokensKey(encoders)),
  ]);
  if (storedVectors && storedTokens) return { itemVectors: storedVectors, passageTokens: storedTokens };

  const { dualEncoder, crossEncoder } = encoders;
  const { documentCount } = await store.readCorpus(corpusId);
  const meter = startMeter('embedding', 'documents', documentCount);
  const vectors = new Float32Array(documentCount * dualEncoder.dimension);
  const tokens = new Float32Array(documentCount);
  let done = 0;
  for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE)) {
    context.cancel?.throwIfAborted();
    const passages = page.map(passageOf);
    tokens.set(crossEncoder.countTokens(passages), done);
    const { cancel } = context;
    const embedded = await dualEncoder.embed(passages, 'passage', cancel ? { cancel } : {});
    vectors.set(embedded.data, done * dualEncoder.dimension);
    done += page.length;
    context.onProgress?.(meter.report(done));
  }
  const matrices: CorpusMatrices = {
    itemVectors: { rows: documentCount, cols: dualEncoder.dimension, data: vectors },
    passageTokens: { rows: documentCount, cols: 1, data: tokens },
  };
  await store.writeMatrix(corpusId, tokensKey(encoders), matrices.passageTokens);
  await store.writeMatrix(corpusId, embeddingKey(encoders), matrices.itemVectors);
  return matrices;
}
