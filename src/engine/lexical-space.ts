/** The lexical item space of a corpus: LSA of its hashed TF-IDF matrix, made once and kept. Its basis travels with indexes. */
import { XennError } from '../core/errors.ts';
import { fitLsa, type LsaBasis, projectTerms } from '../core/lsa.ts';
import { createRandom } from '../core/random.ts';
import { stackSparse } from '../core/stack-sparse.ts';
import type { Matrix, SparseMatrix } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
import { bytesOf } from '../formats/floats.ts';
import { pagesOfDocuments, passageOf } from './documents.ts';
import type { Tensors } from './index-tensors.ts';
import { sha256Hex } from './install-model-read.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';
import { countTerms } from './terms.ts';

export interface LexicalSpace {
  /** |I| x rank */
  readonly itemVectors: Matrix;
  /** texts.length x rank, of queries as of passages; a text without a word of the corpus gives a zero row. */
  embed(texts: readonly string[]): Matrix;
  readonly basis: LexicalBasis;
}

export interface LexicalBasis extends LsaBasis {
  /** SHA-256 (hex) of the axes: vectors of another basis do not compare with these. */
  readonly hash: string;
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
  const known = await readBasis((key) => store.readMatrix(corpusId, key));
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
    for (const [key, matrix] of Object.entries(tensorsOfBasis(basis))) {
      await store.writeMatrix(corpusId, key, matrix, 'other');
    }
  }
  const itemVectors = withRows(stored, documentCount, basis.axes.cols);
  let firstRow = firstMissing;
  for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE, firstRow)) {
    const vectors = embedTexts(basis, page.map(passageOf));
    itemVectors.data.set(vectors.data, firstRow * itemVectors.cols);
    firstRow += page.length;
    await report(basisSteps + firstRow - firstMissing);
  }
  await store.writeMatrix(corpusId, ITEMS_KEY, itemVectors, 'documents');
  return lexicalSpace(basis, itemVectors);
}

async function lexicalSpace(basis: LsaBasis, itemVectors: Matrix): Promise<LexicalSpace> {
  // A copy: the numbers may lie in shared memory, which digests do not take.
  const hash = await sha256Hex(bytesOf(basis.axes.data).slice());
  return { itemVectors, embed: (texts) => embedTexts(basis, texts), basis: { ...basis, hash } };
}

/** The space of other passages than a corpus's, or in another basis than its own. */
export async function placePassages(basis: LsaBasis, passages: readonly string[]): Promise<LexicalSpace> {
  const itemVectors = withRows(undefined, passages.length, basis.axes.cols);
  for (let start = 0; start < passages.length; start += PAGE_SIZE) {
    const vectors = embedTexts(basis, passages.slice(start, start + PAGE_SIZE));
    itemVectors.data.set(vectors.data, start * itemVectors.cols);
    await breathe();
  }
  return lexicalSpace(basis, itemVectors);
}

function embedTexts(basis: LsaBasis, texts: readonly string[]): Matrix {
  return projectTerms(basis, countTerms(texts, BUCKETS));
}

/** A basis under the names that it is stored by, with a corpus as with an index. */
export function tensorsOfBasis({ axes, idf }: LsaBasis): Tensors {
  return { [AXES_KEY]: axes, [IDF_KEY]: { rows: idf.length, cols: 1, data: idf } };
}

/**
 * Reads back what `tensorsOfBasis` made; undefined without it, or where it is of another version of these vectors. Throws
 * StorageError when its parts do not fit.
 */
export async function readBasis(
  read: (name: string) => Promise<Matrix | undefined>,
): Promise<LsaBasis | undefined> {
  const axes = await read(AXES_KEY);
  const idf = await read(IDF_KEY);
  if (!axes || !idf) return undefined;
  if (axes.rows === BUCKETS && idf.data.length === BUCKETS) return { axes, idf: idf.data };
  throw new XennError(
    'StorageError',
    `Expected a lexical basis of ${BUCKETS} terms, found axes of ${axes.rows} and idf of ${idf.data.length}: it is damaged. Build or import it again.`,
  );
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

/** A copy with the rows below it still to be filled. */
function withRows(stored: Matrix | undefined, rows: number, cols: number): Matrix {
  const data = new Float32Array(rows * cols);
  if (stored) data.set(stored.data);
  return { rows, cols, data };
}
