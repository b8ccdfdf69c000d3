import { XennError } from '../core/errors.ts';
import type { BackendName } from '../core/records.ts';
import type { ModelRun, ModelSession } from './session.ts';
import { inHalves, joinRuns, type RunArguments } from './split-rows.ts';

export interface LastingSessionParts {
  readonly first: ModelSession;
  /** Opens and checks the model anew, in a worker of its own; rejects when it cannot be used on that backend. */
  readonly reopen: (backend: BackendName) => Promise<ModelSession>;
  /** Told for people, each time that something else runs the model. */
  readonly onReplaced: (backend: BackendName, message: string) => void;
}

/** After so many losses it is not the batch. */
const MOST_LOSSES = 3;

/** After so many batches without one, earlier losses are forgotten: a laptop that sleeps loses its GPU every time. */
const SOUND_BATCHES = 100;

/**
 * A session that outlives the GPU and the worker it runs on. When they are lost in a run, the model is opened again
 * on the same backend, the next time on WebAssembly, and the batch is run in halves: too large a batch is the most
 * frequent cause. Any other error, and a further loss, is the caller's.
 */
export function createLastingSession({ first, reopen, onReplaced }: LastingSessionParts): ModelSession {
  let current = first;
  /** What replaces each session that was lost: one loss fails every run that was waiting for it. */
  const replacements = new Map<ModelSession, Promise<ModelSession>>();
  let losses = 0;
  let batchesSince = 0;
  let open = true;

  const replacementOf = (lost: ModelSession, cause: XennError): Promise<ModelSession> => {
    const replacement = replacements.get(lost) ?? replace(lost, cause);
    replacements.set(lost, replacement);
    return replacement;
  };

  const replace = async (lost: ModelSession, cause: XennError): Promise<ModelSession> => {
    if (!open) throw cause;
    losses = batchesSince < SOUND_BATCHES ? losses + 1 : 1;
    batchesSince = 0;
    if (losses > MOST_LOSSES) throw givenUp(cause, losses);
    await lost.dispose().catch(() => undefined);
    current = await openAgain(lost.backend);
    const what = current.backend === lost.backend ? 'was started again' : 'now runs on WebAssembly';
    onReplaced(current.backend, `${cause.message} The model ${what} and went on where it was.`);
    return current;
  };

  const openAgain = (lostBackend: BackendName): Promise<ModelSession> => {
    if (losses > 1 || lostBackend === 'wasm') return reopen('wasm');
    return reopen(lostBackend).catch(() => reopen('wasm'));
  };

  const run = async (batch: RunArguments): Promise<ModelRun> => {
    const replacement = replacements.get(current);
    const session = replacement ? await replacement : current;
    try {
      const result = await session.run(batch.inputs, batch.readAt);
      batchesSince += 1;
      return result;
    } catch (error) {
      // Of runs that waited for one session the first names the loss; it closes the session to the others.
      if (isLoss(error)) await replacementOf(session, error);
      else if (replacements.has(session)) await replacements.get(session);
      else throw error;
    }
    const runs: ModelRun[] = [];
    for (const half of inHalves(batch)) runs.push(await run(half));
    return joinRuns(runs);
  };

  return {
    get backend() {
      return current.backend;
    },
    name: first.name,
    run: (inputs, readAt) => run({ inputs, ...(readAt && { readAt }) }),
    dispose: async () => {
      open = false;
      await replacements.get(current)?.catch(() => undefined);
      await current.dispose();
    },
  };
}

function givenUp(cause: XennError, losses: number): XennError {
  return new XennError(
    cause.name,
    `${cause.message} That was the ${losses}th time; the model is not started again. Reload the page; what was scored is kept.`,
  );
}

/** The GPU is gone, or the worker with the whole runtime. */
function isLoss(error: unknown): error is XennError {
  return error instanceof Error && (error.name === 'GpuError' || error.name === 'WorkerError');
}
