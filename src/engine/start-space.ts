/** The vectors that a factorisation starts from and that a search without an index uses. */
import { measureHybridWeight, placeSideBySide } from '../core/hybrid-space.ts';
import type { StartSpace } from '../core/index-records.ts';
import type { Matrix } from '../core/types.ts';
import type { LexicalBasis, LexicalSpace } from './lexical-space.ts';

export interface StartSpaceVectors {
  /** |I| x d */
  readonly itemVectors: Matrix;
  /** texts.length x d */
  embedQueries(texts: readonly string[]): Promise<Matrix>;
  /** Of the lexical side; absent where there is none. */
  readonly basis?: LexicalBasis;
}

export interface StartSpaceParts {
  readonly dualEncoder: StartSpaceVectors;
  /** Called for the spaces that need it only. */
  readonly openLexical: () => Promise<LexicalSpace>;
  /** Of the lexical side of the hybrid space; absent: as `measureHybridWeight` says. */
  readonly weight?: number | undefined;
}

/** The same space; its item vectors are those of the documents from `firstRow` on, in the same memory. */
export function startFrom(start: StartSpaceVectors, firstRow: number): StartSpaceVectors {
  const { rows, cols, data } = start.itemVectors;
  return { ...start, itemVectors: { rows: rows - firstRow, cols, data: data.subarray(firstRow * cols) } };
}

/** Pairs of documents by which the weight is measured: the same corpus, the same weight. */
const SEED = 0;

/** Item vectors and query embeddings of one space: the dual-encoder's, LSA's, or [dual-encoder | weight * LSA]. */
export async function openStartSpace(space: StartSpace, parts: StartSpaceParts): Promise<StartSpaceVectors> {
  const { dualEncoder, openLexical } = parts;
  if (space === 'dual-encoder') return dualEncoder;
  const lexical = await openLexical();
  if (space === 'lsa') {
    const embedQueries = async (texts: readonly string[]) => lexical.embed(texts);
    return { itemVectors: lexical.itemVectors, embedQueries, basis: lexical.basis };
  }
  const weight = parts.weight ?? measureHybridWeight(dualEncoder.itemVectors, lexical.itemVectors, SEED);
  return {
    itemVectors: placeSideBySide(dualEncoder.itemVectors, lexical.itemVectors, weight),
    embedQueries: async (texts) =>
      placeSideBySide(await dualEncoder.embedQueries(texts), lexical.embed(texts), weight),
    basis: lexical.basis,
  };
}
