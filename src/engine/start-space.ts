/** The vectors that a factorisation starts from and that a search without an index uses. */
import { measureHybridWeight, placeSideBySide } from '../core/hybrid-space.ts';
import type { StartSpace } from '../core/index-records.ts';
import type { Matrix } from '../core/types.ts';
import type { LexicalSpace } from './lexical-space.ts';

export interface StartSpaceVectors {
  /** |I| x d */
  readonly itemVectors: Matrix;
  /** texts.length x d */
  embedQueries(texts: readonly string[]): Promise<Matrix>;
  /** SHA-256 (hex) of the lexical basis; absent where there is none. */
  readonly lexicalBasis?: string;
}

export interface StartSpaceParts {
  readonly dualEncoder: StartSpaceVectors;
  /** Called for the spaces that need it only. */
  readonly openLexical: () => Promise<LexicalSpace>;
  /** Of the lexical side of the hybrid space; absent: as `measureHybridWeight` says. */
  readonly weight?: number | undefined;
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
    return { itemVectors: lexical.itemVectors, embedQueries, lexicalBasis: lexical.basisHash };
  }
  const weight = parts.weight ?? measureHybridWeight(dualEncoder.itemVectors, lexical.itemVectors, SEED);
  return {
    itemVectors: placeSideBySide(dualEncoder.itemVectors, lexical.itemVectors, weight),
    embedQueries: async (texts) =>
      placeSideBySide(await dualEncoder.embedQueries(texts), lexical.embed(texts), weight),
    lexicalBasis: lexical.basisHash,
  };
}
