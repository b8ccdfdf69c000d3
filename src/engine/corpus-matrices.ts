/** Matrices derived from a corpus once and kept: dual-encoder vectors, passages' token ids and their number. */
import type { Matrix } from '../core/types.ts';
import { pagesOfDocuments, passageOf } from './documents.ts';
import { packedPassageCount, packPassageIds, unpackPassageIds } from './passage-ids.ts';
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
  return `token-ids-2:${encoders.crossEncoder.identity.hash}`;
}

/**
 * Reads the matrices from storage, or makes what is missing in one pass over the documents that miss it and stores it:
 * those of documents that were added, or everything for a new model.
 */
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
  const done = {
    vectors: storedVectors?.rows ?? 0,
    tokens: storedTokens?.rows ?? 0,
    ids: keepsIds ? packedPassageCount(storedIds ?? NO_IDS) : documentCount,
  };
  const firstMissing = Math.min(done.vectors, done.tokens, done.ids);
  if (firstMissing >= documentCount && storedVectors && storedTokens) {
    return { itemVectors: storedVectors, passageTokens: storedTokens, packedIds: storedIds ?? NO_IDS };
  }

  const meter = startMeter('embedding', 'documents', documentCount, firstMissing);
  const itemVectors = withRows(storedVectors, documentCount, dualEncoder.dimension);
  const passageTokens = withRows(storedTokens, documentCount, 1);
  const idsOf = unpackPassageIds(storedIds ?? NO_IDS);
  const ids = Array.from(
    { length: keepsIds ? done.ids : 0 },
    (_, docRow) => idsOf?.(docRow) ?? new Int32Array(0),
  );
  const { cancel } = context;
  const embedPage = async (passages: readonly string[], firstRow: number) => {
    const embedded = await dualEncoder.embed(passages, 'passage', cancel ? { cancel } : {});
    itemVectors.data.set(embedded.data, firstRow * dualEncoder.dimension);
  };
  /** A page's vectors are made while the next one's tokens are counted. */
  let embedding = Promise.resolve();
  let firstRow = firstMissing;
  for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE, firstMissing)) {
    cancel?.throwIfAborted();
    const passages = page.map(passageOf);
    /** Of the page, those from a row of the corpus on. */
    const from = (docRow: number) => passages.slice(Math.max(0, docRow - firstRow));
    const missingTokens = from(done.tokens);
    if (missingTokens.length > 0) {
      passageTokens.data.set(crossEncoder.countTokens(missingTokens), Math.max(firstRow, done.tokens));
    }
    if (keepsIds) ids.push(...(crossEncoder.passageIds?.encode(from(done.ids)) ?? []));
    await embedding;
    if (firstRow > firstMissing) context.onProgress?.(meter.report(firstRow));
    const missingVectors = from(done.vectors);
    // What takes longest; another cross-encoder does not change it.
    if (missingVectors.length > 0) embedding = embedPage(missingVectors, Math.max(firstRow, done.vectors));
    // Until it is awaited, a failure is nobody's.
    embedding.catch(() => undefined);
    firstRow += page.length;
  }
  await embedding;
  context.onProgress?.(meter.report(firstRow));
  const packedIds = keepsIds ? packPassageIds(ids) : NO_IDS;
  if (done.ids < documentCount)
    await store.writeMatrix(corpusId, idsKey(encoders), packedIds, 'packed-documents');
  if (done.tokens < documentCount) {
    await store.writeMatrix(corpusId, tokensKey(encoders), passageTokens, 'documents');
  }
  if (done.vectors < documentCount) {
    await store.writeMatrix(corpusId, embeddingKey(encoders), itemVectors, 'documents');
  }
  return { itemVectors, passageTokens, packedIds };
}

/** A copy with the rows below it still to be filled. */
function withRows(stored: Matrix | undefined, rows: number, cols: number): Matrix {
  const data = new Float32Array(rows * cols);
  if (stored) data.set(stored.data);
  return { rows, cols, data };
}
