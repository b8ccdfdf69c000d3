import { InferenceSession, Tensor } from 'onnxruntime-node';
import { XennError } from '../core/errors.ts';
import { completeInputs, type GraphInput, type InputDescription } from '../encoders/graph-inputs.ts';
import { outputToRead, readOutput } from '../encoders/graph-output.ts';
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
    const wanted = session.inputMetadata.flatMap((input) => (input.isTensor ? input : []));
    const outputName = outputToRead(session.outputNames);
    let open = true;
    return {
      backend: 'wasm',
      name,
      run: async (inputs, readAt) => {
        if (!open) {
          throw new XennError('EncoderError', `${name}: the session is closed. Load the models again.`);
        }
        const feeds = feedsOf(completeInputs(name, wanted as readonly InputDescription[], inputs));
        const start = performance.now();
        const outputs = await session.run(feeds, [outputName]).catch((error: unknown) => {
          throw new XennError(
            'EncoderError',
            `${name}: a batch of ${inputs.input_ids?.dims.join(' x ')} tokens failed: ${messageOf(error)}. ` +
              'Load the models again.',
          );
        });
        const modelMs = performance.now() - start;
        const { type, data, dims } = outputs[outputName];
        return { output: readOutput(name, { type, data, dims }, readAt), dims, modelMs };
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
