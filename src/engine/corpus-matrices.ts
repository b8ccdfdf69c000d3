/** Matrices derived from a corpus once and kept: dual-encoder vectors, passages' token ids and their number. */
import type { Matrix } from '../core/types.ts';
import { pagesOfDocuments, passageOf } from './documents.ts';
import { packPassageIds } from './passage-ids.ts';
import type { Encoders, Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';

export interface CorpusMatrices {
  /** |I| x d, the dual-encoder's vectors. */
  readonly itemVectors: Matrix;
  /** |I| x 1, tokens of each passage alone, before any cut. */
  readonly passageTokens: Matrix;
  /** Of each passage, as `packPassageIds` packs them; without rows where they are not kept. */
  readonly packedIds: Matrix;
}

const PAGE_SIZE = 512;

/** Ids of this many tokens are 256 MB in memory: a corpus that may have more is tokenised when it is scored. */
const MOST_KEPT_IDS = 2 ** 26;

const NO_IDS: Matrix = { rows: 0, cols: 1, data: new Float32Array(0) };

function embeddingKey(encoders: Encoders): string {
  return `embedding:${encoders.dualEncoder.identity.hash}`;
}

function tokensKey(encoders: Encoders): string {
  return `tokens:${encoders.crossEncoder.identity.hash}`;
}

function idsKey(encoders: Encoders): string {
  return `token-ids:${encoders.crossEncoder.identity.hash}`;
}

/** Reads the matrices from storage, or makes what is missing in one pass over the corpus and stores it. */
export async function ensureCorpusMatrices(
  store: Store,
  encoders: Encoders,
  corpusId: string,
  context: CallContext<JobProgress> = {},
): Promise<CorpusMatrices> {
  const { dualEncoder, crossEncoder } = encoders;
  const { documentCount } = await store.readCorpus(corpusId);
  const keepsIds = crossEncoder.passageIds && documentCount * crossEncoder.maxTokens <= MOST_KEPT_IDS;
  const [storedVectors, storedTokens, storedIds] = await Promise.all([
    store.readMatrix(corpusId, embeddingKey(encoders)),
    store.readMatrix(corpusId, tokensKey(encoders)),
    keepsIds ? store.readMatrix(corpusId, idsKey(encoders)) : NO_IDS,
  ]);
  if (storedVectors && storedTokens && storedIds) {
    return { itemVectors: storedVectors, passageTokens: storedTokens, packedIds: storedIds };
  }

  const meter = startMeter('embedding', 'documents', documentCount);
  const itemVectors = storedVectors ?? emptyMatrix(documentCount, dualEncoder.dimension);
  const passageTokens = storedTokens ?? emptyMatrix(documentCount, 1);
  const ids: Int32Array[] = [];
  const { cancel } = context;
  const embedPage = async (passages: readonly string[], firstRow: number) => {
    const embedded = await dualEncoder.embed(passages, 'passage', cancel ? { cancel } : {});
    itemVectors.data.set(embedded.data, firstRow * dualEncoder.dimension);
  };
  let done = 0;
  /** A page's vectors are made while the next one's tokens are counted. */
  let embedding = Promise.resolve();
  for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE)) {
    cancel?.throwIfAborted();
    const passages = page.map(passageOf);
    if (!storedTokens) passageTokens.data.set(crossEncoder.countTokens(passages), done);
    if (!storedIds) ids.push(...(crossEncoder.passageIds?.encode(passages) ?? []));
    await embedding;
    if (done > 0) context.onProgress?.(meter.report(done));
    // What takes longest; another cross-encoder does not change it.
    if (!storedVectors) embedding = embedPage(passages, done);
    // Until it is awaited, a failure is nobody's.
    embedding.catch(() => undefined);
    done += page.length;
  }
  await embedding;
  context.onProgress?.(meter.report(done));
  const packedIds = storedIds ?? packPassageIds(ids);
  if (!storedIds) await store.writeMatrix(corpusId, idsKey(encoders), packedIds);
  if (!storedTokens) await store.writeMatrix(corpusId, tokensKey(encoders), passageTokens);
  if (!storedVectors) await store.writeMatrix(corpusId, embeddingKey(encoders), itemVectors);
  return { itemVectors, passageTokens, packedIds };
}

function emptyMatrix(rows: number, cols: number): Matrix {
  return { rows, cols, data: new Float32Array(rows * cols) };
}
