import { InferenceSession, Tensor } from 'onnxruntime-node';
import { XennError } from '../../src/core/errors.ts';
import type { EmbeddedModel } from '../../src/encoders/models.ts';
import type { ModelSession } from '../../src/encoders/session.ts';

/**
 * A model on onnxruntime-node, behind the interface that the app's encoders use. Throws EncoderError when the
 * graph cannot be opened or misses the output, and in a run whose output is of another size.
 */
export async function openNodeSession(
  model: EmbeddedModel,
  weights: Uint8Array,
  threads: number,
): Promise<ModelSession> {
  const session = await createSession(model, weights, threads);
  if (!session.outputNames.includes(model.outputName)) {
    throw wrongOutput(model, `named ${model.outputName}`, session.outputNames.join(', '));
  }
  return {
    // The app's name for a CPU.
    backend: 'wasm',
    model,
    run: async (inputs, rows, length) => {
      const feeds = Object.entries(inputs).map(([name, values]) => [
        name,
        new Tensor('int64', BigInt64Array.from(values, BigInt), [rows, length]),
      ]);
      const start = performance.now();
      const outputs = await session.run(Object.fromEntries(feeds), [model.outputName]);
      const modelMs = performance.now() - start;
      const { data: output, dims, type } = outputs[model.outputName];
      if (!(output instanceof Float32Array) || output.length !== rows * model.outputWidth) {
        throw wrongOutput(model, `of ${rows} x ${model.outputWidth} float32`, `${dims.join(' x ')} ${type}`);
      }
      return { output, modelMs };
    },
    dispose: () => session.release(),
  };
}

async function createSession(
  model: EmbeddedModel,
  weights: Uint8Array,
  threads: number,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(weights, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw new XennError(
      'EncoderError',
      `${model.weightsPath}: expected an ONNX graph, found ${weights.length} bytes that cannot be opened: ` +
        `${error instanceof Error ? error.message : String(error)}. Export the graph again.`,
    );
  }
}

function wrongOutput({ weightsPath }: EmbeddedModel, expected: string, found: string): XennError {
  return new XennError(
    'EncoderError',
    `${weightsPath}: expected an output ${expected}, found ${found}. Export the graph again, or correct config.json ` +
      'beside it.',
  );
}
