/** The app's cross-encoder, and the only file of this benchmark that knows how it is put together. */
import type { BackendName } from '../../src/core/records.ts';
import { batchRule } from '../../src/encoders/batching.ts';
import { createCrossEncoder } from '../../src/encoders/cross-encoder.ts';
import { prepareCrossEncoder } from '../../src/encoders/prepare-model.ts';
import { runtimeFiles } from '../../src/encoders/runtime-files.ts';
import { configureRuntime, type ModelSession } from '../../src/encoders/session.ts';
import { sessionsInWorkers } from '../../src/workers/session-workers.ts';
import type { ModelDescription } from './bench-models.ts';
import type { RanBatch, ScoreRun } from './score-run.ts';

export interface AppEncoder {
  /** Longest pair in tokens; what is longer is cut. */
  readonly maxTokens: number;
  /** Lengths that batches are padded to on this backend, ascending; none: to the longest pair. */
  readonly lengthBuckets: readonly number[];
  score(query: string, passages: readonly string[]): Promise<ScoreRun>;
}

/** To begin with; the rule follows the measured speed as soon as batches are scored. */
const TOKENS_PER_SECOND = 0;

/** Has transformers.js, in this worker, use the same files and threads as the app on WebAssembly. Before its first session. */
export function configurePlainRuntime(threads: number): void {
  configureRuntime(runtimeFiles.wasm, threads);
}

/** Opens the model whose files are under `baseUrl`, an address that ends in '/'. It runs in a worker of its own. */
export async function openAppEncoder(
  { name, weightsPath, paths }: ModelDescription,
  baseUrl: string,
  backend: BackendName,
  threads: number,
): Promise<AppEncoder> {
  const read = async (path: string) =>
    new Uint8Array(await (await fetch(new URL(path, baseUrl))).arrayBuffer());
  const prepared = await prepareCrossEncoder({ name, weightsPath, paths, read });
  const { tokenizer, format, scoreReader, settings } = prepared;
  const session = await sessionsInWorkers(threads)(await prepared.readGraph(), backend);
  const ran: RanBatch[] = [];
  const rule = batchRule(backend, TOKENS_PER_SECOND, settings.maxTokens);
  const crossEncoder = createCrossEncoder({
    identity: { name, hash: '' },
    tokenizer,
    session: recordRuns(session, ran),
    format,
    scoreReader,
    batchRule: rule,
  });
  return {
    maxTokens: settings.maxTokens,
    lengthBuckets: rule.lengthBuckets,
    score: async (query, passages) => {
      ran.length = 0;
      const positions: Uint32Array[] = [];
      const start = performance.now();
      const scores = await crossEncoder.score(query, passages, {
        onBatch: (batch) => {
          positions.push(batch.positions);
        },
      });
      const elapsedMs = performance.now() - start;
      return { scores, elapsedMs, batches: ran.map((batch, i) => ({ ...batch, positions: positions[i] })) };
    },
  };
}

/** The session, each of its runs kept in `ran`. Inputs are copied before the run, which may take them over. */
function recordRuns(session: ModelSession, ran: RanBatch[]): ModelSession {
  return {
    ...session,
    run: async (inputs, readAt) => {
      const copies = Object.entries(inputs).map(([name, { data }]) => [name, data.slice()]);
      const [rows, length] = inputs.input_ids.dims;
      const run = await session.run(inputs, readAt);
      ran.push({
        inputs: Object.fromEntries(copies),
        rows,
        length,
        logits: run.output,
        modelMs: run.modelMs,
      });
      return run;
    },
  };
}
