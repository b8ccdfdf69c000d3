import { InferenceSession, Tensor } from 'onnxruntime-node';
import { XennError } from '../core/errors.ts';
import type { GraphInput } from '../encoders/graph-inputs.ts';
import { graphRunner, messageOf } from '../encoders/run-graph.ts';
import type { ModelGraph, OpenSession } from '../encoders/session.ts';
import { tensorData } from '../encoders/tensor-data.ts';

/**
 * Opens sessions on onnxruntime-node with this many threads, on the processor whatever backend is asked for; they
 * call it by the name it has among the app's backends, 'wasm'. Throws EncoderError when the graph cannot be opened.
 */
export function nodeSessions(threads: number): OpenSession {
  return async (graph) => {
    const { name } = graph;
    const session = await createSession(graph, threads);
    const runOnce = graphRunner(name, session, feedsOf);
    let open = true;
    return {
      backend: 'wasm',
      name,
      run: async (inputs, readAt) => {
        if (!open) {
          throw new XennError('EncoderError', `${name}: the session is closed. Load the models again.`);
        }
        return runOnce(inputs, readAt);
      },
      dispose: async () => {
        if (!open) return;
        open = false;
        await session.release();
      },
    };
  };
}

async function createSession(
  { name, graph, externalData }: ModelGraph,
  threads: number,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(graph, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
      externalData: [...externalData],
    });
  } catch (error) {
    throw new XennError(
      'EncoderError',
      `${name}: expected an ONNX graph, found ${graph.length} bytes that cannot be opened: ${messageOf(error)}. ` +
        'Export the graph again.',
    );
  }
}

function feedsOf(inputs: readonly GraphInput[]): Record<string, Tensor> {
  return Object.fromEntries(
    inputs.map((input) => [input.name, new Tensor(input.type as Tensor.Type, tensorData(input), input.dims)]),
  );
}
