/** What every use case on one corpus needs, and the matrices it keeps in memory. */
import type { Compute } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { StartSpace } from '../core/index-records.ts';
import type { Matrix } from '../core/types.ts';
import { type CorpusMatrices, ensureCorpusMatrices } from './corpus-matrices.ts';
import { pagesOfDocuments, passageOf } from './documents.ts';
import type { IndexSpaceParts } from './index-space.ts';
import { ensureLexicalSpace, type LexicalSpace } from './lexical-space.ts';
import type { Encoders, StaticTokens, Store } from './ports.ts';
import { createRecentCache } from './recent-cache.ts';
import type { CallContext, JobProgress } from './records.ts';
import type { SpeedRecord } from './speed.ts';
import { openStartSpace, type StartSpaceVectors } from './start-space.ts';
import type { TrainingTexts } from './train-index.ts';

export interface OpenCorpus {
  readonly corpusId: string;
  /** Of its documents as they are now: what is made of others does not fit. */
  readonly corpusHash: string;
  readonly store: Store;
  readonly encoders: Encoders;
  /** What matrices are computed with. */
  readonly compute: Compute;
  readonly speed: SpeedRecord;
  readonly matrices: CorpusMatrices;
  /** Of the call that it was opened for: what has to be made for it stops and reports by it. */
  readonly context: CallContext<JobProgress>;
  /** The same for another call. */
  during(context: CallContext<JobProgress>): OpenCorpus;
  /** `hybridWeight`: of the hybrid space, if not as measured. */
  openStart(space: StartSpace, hybridWeight?: number): Promise<StartSpaceVectors>;
  /** For distillation. Throws InvalidArgumentError where the dual-encoder is more than a table of token vectors. */
  trainingTexts(queryTexts: readonly string[]): Promise<TrainingTexts>;
  /** All that an index needs to be searched, but its own matrices. */
  readonly spaceParts: Omit<IndexSpaceParts, 'readTensor' | 'openStart'>;
}

export interface CorpusOpenerParts {
  readonly store: Store;
  readonly loadEncoders: () => Promise<Encoders>;
  readonly loadSpeed: () => Promise<SpeedRecord>;
}

export interface CorpusOpener {
  /**
   * Makes and stores what the models need of the corpus, if that has not been done: once for all who ask meanwhile, each
   * of whom may cancel for itself. Throws CancelledError; EncoderError; StorageError.
   */
  open(corpusId: string, compute: Compute, context?: CallContext<JobProgress>): Promise<OpenCorpus>;
  /** Forgets what is kept of a corpus: its documents have changed, or it is gone. */
  drop(corpusId: string): void;
}

/** Those of the corpora that were used last; token ids are the largest of them. */
const CACHED_CORPORA = 2;

const PAGE_SIZE = 512;

export function createCorpusOpener({ store, loadEncoders, loadSpeed }: CorpusOpenerParts): CorpusOpener {
  const matricesOf = createRecentCache<CorpusMatrices, JobProgress>(CACHED_CORPORA);
  const lexicalOf = createRecentCache<LexicalSpace, JobProgress>(CACHED_CORPORA);
  return {
    async open(corpusId, compute, context = {}) {
      const [encoders, speed] = await Promise.all([loadEncoders(), loadSpeed()]);
      const { hash } = await store.readCorpus(corpusId);
      const matrices = await matricesOf.get(
        `${corpusId}/${hash}`,
        (shared) => ensureCorpusMatrices(store, encoders, corpusId, shared),
        context,
      );
      return assemble(matrices, encoders, speed, { corpusId, corpusHash: hash, compute }, context);
    },
    drop(corpusId) {
      matricesOf.drop(`${corpusId}/`);
      lexicalOf.drop(`${corpusId}/`);
    },
  };

  function assemble(
    matrices: CorpusMatrices,
    encoders: Encoders,
    speed: SpeedRecord,
    target: Pick<OpenCorpus, 'corpusId' | 'corpusHash' | 'compute'>,
    context: CallContext<JobProgress>,
  ): OpenCorpus {
    const { corpusId, corpusHash, compute } = target;
    const { dualEncoder } = encoders;
    const documentCount = matrices.itemVectors.rows;
    const embedQueries = (texts: readonly string[]): Promise<Matrix> => dualEncoder.embed(texts, 'query');
    const passagesFrom = async (firstRow: number): Promise<string[]> => {
      const passages: string[] = [];
      for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE, firstRow)) {
        passages.push(...page.map(passageOf));
      }
      return passages;
    };
    const staticTokens = async (): Promise<StaticTokens> => {
      const tokens = await dualEncoder.staticTokens?.();
      if (tokens) return tokens;
      throw new XennError(
        'InvalidArgumentError',
        `The dual-encoder ${dualEncoder.identity.name} is more than a table of token vectors and cannot be trained in the page. Use the embedded dual-encoder for a distilled index, or another method.`,
      );
    };
    return {
      corpusId,
      corpusHash,
      store,
      encoders,
      compute,
      speed,
      matrices,
      context,
      during: (other) => assemble(matrices, encoders, speed, target, other),
      openStart: (space, weight) =>
        openStartSpace(space, {
          dualEncoder: { itemVectors: matrices.itemVectors, embedQueries },
          openLexical: () =>
            lexicalOf.get(
              `${corpusId}/${corpusHash}`,
              (shared) => ensureLexicalSpace(store, corpusId, shared),
              context,
            ),
          weight,
        }),
      async trainingTexts(queryTexts) {
        const { table, encode } = await staticTokens();
        return {
          table,
          queryTokens: encode(queryTexts, 'query'),
          docTokens: encode(await passagesFrom(0), 'passage'),
        };
      },
      spaceParts: {
        documentCount,
        compute,
        staticTokens,
        passagesFrom,
        queryTexts: async () => (await store.listQueries(corpusId)).map(({ text }) => text),
      },
    };
  }
}
