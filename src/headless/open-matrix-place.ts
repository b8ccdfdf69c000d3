import { basename } from 'node:path';
import type { GridMethod } from '../core/experiment-grid.ts';
import { DUAL_ENCODER_SPACE } from '../engine/records.ts';
import type { EvaluateOptions, MatrixSource } from './evaluate-options.ts';
import type { ExperimentPlace, PlaceContext } from './experiment-place.ts';
import { openMatrixCorpus } from './matrix-corpus.ts';
import { openMatrices } from './matrix-files.ts';
import { openNodeEngine } from './open-engine.ts';
import { openSimdPath } from './open-simd.ts';
import { countWords } from './progress-line.ts';

/** Opens the matrices and checks them. Throws ImportError for files that do not fit together; CancelledError. */
export async function openMatrixPlace(
  { threads }: EvaluateOptions,
  source: MatrixSource,
  { cancel, say }: PlaceContext,
): Promise<ExperimentPlace> {
  const name = basename(source.scores, '.npy');
  const matrices = await openMatrices(source, cancel);
  const { rows, cols } = matrices.scores;
  say(
    `${name}: ${countWords(rows)} queries, ${countWords(cols)} items; first rounds are by query · item embedding`,
  );
  const { store, encoders, corpusId, anchorSpace, close } = await openMatrixCorpus(name, matrices);
  const compute = await openSimdPath(threads);
  return {
    engine: openNodeEngine(store, encoders, compute, threads),
    ...{ corpusId, name },
    openSpaces: async () => ({
      itemSpaces: [{ itemSpace: DUAL_ENCODER_SPACE, name: basename(source.itemEmbeddings, '.npy') }],
      anchorSpace,
    }),
    adapt: withoutText,
    afterInterrupt: 'nothing is kept, and the same command begins anew',
    async close() {
      compute.dispose();
      close();
    },
  };
}

/** There are no words to retrieve by: the embeddings do. */
function withoutText({ label, method, usesItemSpace }: GridMethod): GridMethod {
  const { firstRound } = method;
  const usesWords = firstRound === 'bm25' || firstRound === 'fusion';
  return { label, usesItemSpace, method: usesWords ? { ...method, firstRound: 'dual-encoder' } : method };
}
