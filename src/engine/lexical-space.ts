/** The lexical item space of a corpus: LSA of its hashed TF-IDF matrix, made once and kept. */
import { fitLsa, type LsaBasis, projectTerms } from '../core/lsa.ts';
import { createRandom } from '../core/random.ts';
import { stackSparse } from '../core/stack-sparse.ts';
import type { Matrix, SparseMatrix } from '../core/types.ts';
import { breathe } from './breathe.ts';
import { pagesOfDocuments, passageOf } from './documents.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';
import { countTerms } from './terms.ts';

export interface LexicalSpace {
  /** |I| x rank */
  readonly itemVectors: Matrix;
  /** texts.length x rank, of queries as of passages; a text without a word of the corpus gives a zero row. */
  embed(texts: readonly string[]): Matrix;
  /** SHA-256 (hex) of the axes: vectors of another basis do not compare with these. */
  readonly basisHash: string;
}

/** Part of the keys: another one for anything below, or in `terms`, that changes the vectors. */
const VERSION = 1;
const AXES_KEY = `lsa-axes:${VERSION}`;
const IDF_KEY = `lsa-idf:${VERSION}`;
const ITEMS_KEY = `lsa:${VERSION}`;

/**
 * On SciFact, beside the dual-encoder's vectors: more buckets rank the relevant documents no better, and twice the rank
 * finds hardly more of the cross-encoder's best documents (.817 for .814 of 100 with 500 calls).
 */
const BUCKETS = 2 ** 13;
const RANK = 128;
/** The basis comes from at most so many documents, a sample by seed: their counts have to be in memory. */
const MOST_BASIS_DOCUMENTS = 100_000;
const SEED = 0;
const PAGE_SIZE = 512;

/**
 * Reads the space from storage, or makes what is missing and stores it. The basis is made once, from all documents or
 * a sample of 100,000; documents that were added since are placed in it as all others are.
 *
 * @throws CancelledError between pages and inside the decomposition; StorageError.
 */
export async function ensureLexicalSpace(
  store: Store,
  corpusId: string,
  { cancel, onProgress }: CallContext<JobProgress> = {},
): Promise<LexicalSpace> {
  const { documentCount } = await store.readCorpus(corpusId);
  const known = await readBasis(store, corpusId);
  const stored = known && (await store.readMatrix(corpusId, ITEMS_KEY));
  const firstMissing = stored?.rows ?? 0;
  if (known && stored && firstMissing >= documentCount) return lexicalSpace(known, stored);

  const basisDocuments = Math.min(documentCount, MOST_BASIS_DOCUMENTS);
  // A document is counted for the basis, decomposed, placed: three steps, or the last one alone.
  const basisSteps = known ? 0 : 2 * basisDocuments;
  const meter = startMeter('embedding', 'documents', documentCount, firstMissing);
  const report = async (stepsDone: number) => {
    const missing = documentCount - firstMissing;
    const share = stepsDone / (basisSteps + missing);
    onProgress?.(meter.report(firstMissing + Math.floor(share * missing)));
    await breathe();
    cancel?.throwIfAborted();
  };

  let basis = known;
  if (!basis) {
    const counts = await countSample(store, corpusId, documentCount, basisDocuments, report);
    basis = await fitLsa(counts, RANK, {
      seed: SEED,
      onProgress: (share) => report((1 + share) * basisDocuments),
    });
    await writeBasis(store, corpusId, basis);
  }
  const itemVectors = withRows(stored, documentCount, basis.axes.cols);
  let firstRow = firstMissing;
  for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE, firstRow)) {
    const vectors = projectTerms(basis, countTerms(page.map(passageOf), BUCKETS));
    itemVectors.data.set(vectors.data, firstRow * itemVectors.cols);
    firstRow += page.length;
    await report(basisSteps + firstRow - firstMissing);
  }
  await store.writeMatrix(corpusId, ITEMS_KEY, itemVectors, 'documents');
  return lexicalSpace(basis, itemVectors);
}

async function lexicalSpace(basis: LsaBasis, itemVectors: Matrix): Promise<LexicalSpace> {
  const axes = basis.axes.data as Float32Array<ArrayBuffer>;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', axes));
  return {
    itemVectors,
    embed: (texts) => projectTerms(basis, countTerms(texts, BUCKETS)),
    basisHash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/** Term counts of `sampleSize` documents; `onDocuments` is awaited with the number done. */
async function countSample(
  store: Store,
  corpusId: string,
  documentCount: number,
  sampleSize: number,
  onDocuments: (done: number) => Promise<void>,
): Promise<SparseMatrix> {
  const docRows = createRandom(SEED).sample(documentCount, sampleSize);
  const parts: SparseMatrix[] = [];
  for (let start = 0; start < sampleSize; start += PAGE_SIZE) {
    const page = await store.readDocuments(corpusId, docRows.slice(start, start + PAGE_SIZE));
    parts.push(countTerms(page.map(passageOf), BUCKETS));
    await onDocuments(start + page.length);
  }
  return stackSparse(parts, BUCKETS);
}

async function readBasis(store: Store, corpusId: string): Promise<LsaBasis | undefined> {
  const axes = await store.readMatrix(corpusId, AXES_KEY);
  const idf = await store.readMatrix(corpusId, IDF_KEY);
  return axes && idf && { axes, idf: idf.data };
}

async function writeBasis(store: Store, corpusId: string, { idf, axes }: LsaBasis): Promise<void> {
  await store.writeMatrix(corpusId, AXES_KEY, axes, 'other');
  await store.writeMatrix(corpusId, IDF_KEY, { rows: idf.length, cols: 1, data: idf }, 'other');
}

/** A copy with the rows below it still to be filled. */
function withRows(stored: Matrix | undefined, rows: number, cols: number): Matrix {
  const data = new Float32Array(rows * cols);
  if (stored) data.set(stored.data);
  return { rows, cols, data };
}
