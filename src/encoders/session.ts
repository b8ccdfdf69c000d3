import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { XennError } from '../core/errors.ts';
import type { BackendName } from '../core/records.ts';
import type { EmbeddedModel } from './models.ts';
import { createQueue } from './queue.ts';

/** Addresses of ONNX Runtime's two files, absolute. */
export interface RuntimeFiles {
  readonly wasm: string;
  readonly mjs: string;
}

/** What a model's graph reads: one row-major `rows x length` array per input name, sent as int64. */
export type ModelInputs = Readonly<Record<string, Int32Array>>;

export interface ModelRun {
  /** rows x the model's output width. */
  readonly output: Float32Array;
  /** Time inside the run, waiting for earlier runs excluded. */
  readonly modelMs: number;
}

/** A model on one backend. Holds memory until `dispose`. */
export interface ModelSession {
  readonly backend: BackendName;
  readonly model: EmbeddedModel;
  /** Throws EncoderError when the run fails or its output has the wrong size, GpuError when the GPU is gone. */
  run(inputs: ModelInputs, rows: number, length: number): Promise<ModelRun>;
  dispose(): Promise<void>;
}

/** All sessions share one WebAssembly instance, which must not be entered while a run is waiting for the GPU. */
const runtimeQueue = createQueue();

/**
 * Tells ONNX Runtime where its files are and how many threads to use. Takes effect with the first session
 * of this worker and cannot be changed afterwards.
 */
export function configureRuntime(files: RuntimeFiles, threads: number): void {
  env.wasm.wasmPaths = { ...files };
  env.wasm.numThreads = threads;
  env.logLevel = 'error';
}

/**
 * Threads for WebAssembly. Without cross-origin isolation there is no shared memory and so one thread.
 * Up to 4 logical processors all are used; beyond that half of them (most have two per core), at most 8:
 * models of this size gain nothing from more.
 */
export function threadCount(isolated: boolean, logicalProcessors: number): number {
  if (!isolated) return 1;
  return Math.max(Math.min(logicalProcessors, 4), Math.min(Math.floor(logicalProcessors / 2), 8), 1);
}

/** Opens a session. Throws EncoderError when the runtime or the model cannot be started on `backend`. */
export async function openSession(
  model: EmbeddedModel,
  weights: Uint8Array,
  backend: BackendName,
): Promise<ModelSession> {
  const session = await runtimeQueue(() => createSession(model, weights, backend));
  const lost = backend === 'webgpu' ? watchDevice() : undefined;
  let open = true;
  return {
    backend,
    model,
    run: (inputs, rows, length) =>
      runtimeQueue(async () => {
        if (!open)
          throw new XennError('EncoderError', `${model.name}: the session is closed. Load the models again.`);
        if (!lost) return runSession(session, model, inputs, rows, length);
        // Nothing is started on a device that is gone already.
        await Promise.race([lost, Promise.resolve()]);
        return Promise.race([lost, runSession(session, model, inputs, rows, length)]);
      }),
    dispose: () =>
      runtimeQueue(async () => {
        if (!open) return;
        open = false;
        await session.release();
      }),
  };
}

async function createSession(
  model: EmbeddedModel,
  weights: Uint8Array,
  backend: BackendName,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(weights, { executionProviders: [backend], logSeverityLevel: 3 });
  } catch (error) {
    throw new XennError(
      'EncoderError',
      `${model.name}: the model could not be started on ${backend}: ${messageOf(error)}. Reload the page.`,
    );
  }
}

async function runSession(
  session: InferenceSession,
  model: EmbeddedModel,
  inputs: ModelInputs,
  rows: number,
  length: number,
): Promise<ModelRun> {
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, values]) => [
      name,
      new Tensor('int64', toInt64(values), [rows, length]),
    ]),
  );
  const start = performance.now();
  const outputs = await session.run(feeds, [model.outputName]).catch((error: unknown) => {
    throw new XennError(
      'EncoderError',
      `${model.name}: a batch of ${rows} x ${length} tokens failed: ${messageOf(error)}. Load the models again.`,
    );
  });
  const modelMs = performance.now() - start;
  const tensor = outputs[model.outputName];
  const output = tensor.data;
  for (const each of [...Object.values(feeds), tensor]) each.dispose();
  if (!(output instanceof Float32Array) || output.length !== rows * model.outputWidth) {
    throw new XennError(
      'EncoderError',
      `${model.name}: expected ${rows} x ${model.outputWidth} float32 numbers, found ${output.length} of type ` +
        `${tensor.type}. Use another model.`,
    );
  }
  return { output, modelMs };
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
    `The GPU stopped working: ${info.message || info.reason}. Load the models again, or choose WebAssembly.`,
  );
}

/** WebAssembly is little-endian: the low word of each pair carries a value that is never negative here. */
function toInt64(values: Int32Array): BigInt64Array {
  const result = new BigInt64Array(values.length);
  const words = new Int32Array(result.buffer);
  for (let i = 0; i < values.length; i++) words[2 * i] = values[i];
  return result;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
