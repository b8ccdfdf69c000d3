import { InferenceSession, Tensor } from 'onnxruntime-node';
import { XennError } from '../../src/core/errors.ts';
import type { BenchModel } from './bench-models.ts';
import { largestDifference, type RanBatch, SCORE_TOLERANCE } from './score-run.ts';

export interface NativeModel {
  /**
   * Runs batches that ran in the browser, the same inputs in the same shapes. Time inside the runs. Throws
   * EncoderError when the outputs differ: then it was not the same work.
   */
  run(batches: readonly RanBatch[]): Promise<number>;
  close(): Promise<void>;
}

/** The model on onnxruntime-node. */
export async function openNativeModel(
  { description, files }: BenchModel,
  threads: number,
): Promise<NativeModel> {
  const graph = files.get(description.weightsPath) as Uint8Array;
  const session = await InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
  });
  const [outputName] = session.outputNames;
  return {
    run: async (batches) => {
      let elapsedMs = 0;
      for (const batch of batches) {
        const feeds = feedsOf(batch);
        const start = performance.now();
        const { [outputName]: output } = await session.run(feeds, [outputName]);
        elapsedMs += performance.now() - start;
        const difference = largestDifference(output.data as Float32Array, batch.logits);
        if (!(difference <= SCORE_TOLERANCE)) {
          throw new XennError(
            'EncoderError',
            `${description.name}: expected onnxruntime-node to score a batch of ${batch.rows} x ${batch.length} ` +
              `tokens as the browser did, found a difference of ${difference}. The two did not run the same model.`,
          );
        }
      }
      return elapsedMs;
    },
    close: () => session.release(),
  };
}

function feedsOf({ inputs, rows, length }: RanBatch): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, values]) => [
      name,
      new Tensor('int64', BigInt64Array.from(values, BigInt), [rows, length]),
    ]),
  );
}
