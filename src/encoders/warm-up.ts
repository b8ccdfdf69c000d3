import { warmUpLengths } from './batching.ts';
import { type PairFormat, pairTensors } from './pair-assembly.ts';
import type { ScoreReader } from './score-rule.ts';
import type { ModelSession } from './session.ts';

/** A batch of one pair takes other shaders than one of several. */
const ROW_COUNTS = [1, 2];

/**
 * Runs a batch of each length that a GPU will see, so that its shaders are compiled before anybody waits for a score.
 * `mostRows`: of a batch, as in BatchRule. `onProgress` gets the share that is done, 0..1.
 */
export async function warmUp(
  session: ModelSession,
  format: PairFormat,
  scoreReader: ScoreReader,
  mostRows: number,
  onProgress: (share: number) => void,
): Promise<void> {
  const shapes = warmUpLengths(format.maxTokens).flatMap((length) =>
    ROW_COUNTS.filter((rows) => rows <= mostRows).map((rows) => ({ rows, length })),
  );
  for (const [done, { rows, length }] of shapes.entries()) {
    onProgress(done / shapes.length);
    const pair = { ids: Array<number>(length).fill(format.padId), passageStart: 1 };
    const pairs = Array(rows).fill(pair);
    await session.run(pairTensors(pairs, length, format), scoreReader.readAt(pairs.map(() => length)));
  }
  onProgress(1);
}
