import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { XennError } from '../core/errors.ts';
import type { BackendName } from '../core/records.ts';
import type { GraphInput, ModelInputs } from './graph-inputs.ts';
import type { ReadAt } from './graph-output.ts';
import { createQueue } from './queue.ts';
import { graphRunner, messageOf } from './run-graph.ts';
import { tensorData } from './tensor-data.ts';

/** Addresses of ONNX Runtime's two files, absolute. */
export interface RuntimeFiles {
  readonly wasm: string;
  readonly mjs: string;
}

/** ONNX Runtime's .wasm file, checked. */
export type ReadWasm = () => Promise<Uint8Array<ArrayBuffer>>;

/** An ONNX graph with its weights. */
export interface ModelGraph {
  /** For messages. */
  readonly name: string;
  readonly graph: Uint8Array;
  /** Weights in files of their own, under the path by which the graph calls them. */
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
}

export interface ModelRun {
  /** Row-major: one row an input row. */
  readonly output: Float32Array;
  readonly dims: readonly number[];
  /** Time inside the run, waiting for earlier runs excluded. */
  readonly modelMs: number;
}

/** A model on one backend. Holds memory until `dispose`. */
export interface ModelSession {
  readonly backend: BackendName;
  readonly name: string;
  /**
   * Runs the graph on `inputs` and reads its output, or the part of it that `readAt` names. Throws EncoderError when
   * the graph wants other inputs or the run fails, GpuError when the GPU is gone.
   */
  run(inputs: ModelInputs, readAt?: ReadAt): Promise<ModelRun>;
  dispose(): Promise<void>;
}

export type OpenSession = (graph: ModelGraph, backend: BackendName) => Promise<ModelSession>;

/** All sessions share one WebAssembly instance, which must not be entered while a run is waiting for the GPU. */
const runtimeQueue = createQueue();

/** Reads ONNX Runtime's .wasm file; undefined: it fetches the file itself, or has it. */
let readWasmOnce: ReadWasm | undefined;

/**
 * Tells ONNX Runtime where its files are and how many threads to use. Takes effect with the first session
 * of this worker and cannot be changed afterwards. `readWasm`, where it is given, is called in place of
 * fetching `wasm`; again after it rejected.
 */
export function configureRuntime({ wasm, mjs }: RuntimeFiles, threads: number, readWasm?: ReadWasm): void {
  env.wasm.wasmPaths = { wasm, mjs };
  env.wasm.numThreads = threads;
  env.logLevel = 'error';
  readWasmOnce = readWasm;
}

/** Opens a session. Throws EncoderError when the runtime or the model cannot be started on `backend`. */
export const openSession: OpenSession = async (graph, backend) => {
  const { name } = graph;
  const session = await runtimeQueue(() => createSession(graph, backend));
  const runOnce = graphRunner(name, session, feedsOf, (feeds, output) => {
    for (const tensor of [...Object.values(feeds), output]) tensor.dispose();
  });
  const lost = backend === 'webgpu' ? watchDevice() : undefined;
  let open = true;

  return {
    backend,
    name,
    run: (inputs, readAt) =>
      runtimeQueue(async () => {
        if (!open) {
          throw new XennError('EncoderError', `${name}: the session is closed. Load the models again.`);
        }
        if (!lost) return runOnce(inputs, readAt);
        // Nothing is started on a device that is gone already.
        await Promise.race([lost, Promise.resolve()]);
        return Promise.race([lost, runOnce(inputs, readAt)]);
      }),
    dispose: () =>
      runtimeQueue(async () => {
        if (!open) return;
        open = false;
        await session.release();
      }),
  };
};

async function createSession(
  { name, graph, externalData }: ModelGraph,
  backend: BackendName,
): Promise<InferenceSession> {
  try {
    const wasm = await readWasmOnce?.();
    if (wasm) env.wasm.wasmBinary = wasm;
    readWasmOnce = undefined;
    const session = await InferenceSession.create(graph, {
      executionProviders: [backend],
      logSeverityLevel: 3,
      // With it the memory of WebAssembly, which never shrinks, grows by a fifth to a half over many shapes of batches;
      // without it runs are as fast.
      enableCpuMemArena: false,
      externalData: [...externalData],
    });
    // ONNX Runtime would hold these 14 or 27 MB for ever, and looks at them once. What is transferred is no longer there.
    if (wasm) structuredClone(wasm, { transfer: [wasm.buffer] });
    return session;
  } catch (error) {
    throw new XennError(
      'EncoderError',
      `${name}: the model could not be started on ${backend}: ${messageOf(error)}. Reload the page.`,
    );
  }
}

function feedsOf(inputs: readonly GraphInput[]): Record<string, Tensor> {
  return Object.fromEntries(
    inputs.map((input) => [input.name, new Tensor(input.type as Tensor.Type, tensorData(input), input.dims)]),
  );
}

/** Rejects once the GPU device is gone; ONNX Runtime itself would wait for ever. */
function watchDevice(): Promise<never> {
  const lost = rejectWhenLost();
  // Nobody may be running when it happens; the next run still sees it.
  lost.catch(() => undefined);
  return lost;
}

async function rejectWhenLost(): Promise<never> {
  // The runtime's one device; the declared type is a promise, the value found is the device itself.
  const device = await env.webgpu.device;
  const info = await device.lost;
  throw new XennError(
    'GpuError',
    `The GPU stopped working: ${(info.message || info.reason).replace(/\.$/, '')}.`,
  );
}

/** Without the full stop that some end with: it is put into a sentence. */
