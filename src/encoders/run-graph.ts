import { XennError } from '../core/errors.ts';
import { completeInputs, type GraphInput, type InputDescription, type ModelInputs } from './graph-inputs.ts';
import { outputToRead, type RawOutput, type ReadAt, readOutput } from './graph-output.ts';
import type { ModelRun } from './session.ts';

/** What ONNX Runtime's sessions have in common, in the browser and in Node. */
interface RuntimeSession<Feeds, Output extends RawOutput> {
  readonly inputMetadata: readonly { readonly name: string; readonly isTensor: boolean }[];
  readonly outputNames: readonly string[];
  run(feeds: Feeds, outputNames: readonly string[]): Promise<Readonly<Record<string, Output>>>;
}

/**
 * How an open graph is run: its inputs completed, the usual output read. `release` gets what the run held. The
 * returned function throws EncoderError when the graph wants other inputs, the run fails or the output has another
 * form.
 */
export function graphRunner<Feeds, Output extends RawOutput>(
  name: string,
  session: RuntimeSession<Feeds, Output>,
  feedsOf: (inputs: readonly GraphInput[]) => Feeds,
  release: (feeds: Feeds, output: Output) => void = () => undefined,
): (inputs: ModelInputs, readAt?: ReadAt) => Promise<ModelRun> {
  const wanted = session.inputMetadata.filter(({ isTensor }) => isTensor) as unknown as InputDescription[];
  const outputName = outputToRead(session.outputNames);
  return async (inputs, readAt) => {
    const feeds = feedsOf(completeInputs(name, wanted, inputs));
    const start = performance.now();
    const outputs = await session.run(feeds, [outputName]).catch((error: unknown) => {
      throw new XennError(
        'EncoderError',
        `${name}: a batch of ${inputs.input_ids?.dims.join(' x ')} tokens failed: ${messageOf(error)}. ` +
          'Load the models again.',
      );
    });
    const modelMs = performance.now() - start;
    const raw = outputs[outputName];
    const output = readOutput(name, raw, readAt);
    const { dims } = raw;
    release(feeds, raw);
    return { output, dims, modelMs };
  };
}

/** Without a full stop at its end: more follows it. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
