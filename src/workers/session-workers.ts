import * as Comlink from 'comlink';
import { XennError } from '../core/errors.ts';
import type { BackendName } from '../core/records.ts';
import type { OpenSession } from '../encoders/session.ts';
import type { RemoteSessions } from './serve-sessions.ts';
import type { SessionStart } from './session.worker.ts';
import sessionWorker from './session.worker.ts?worker&url';
import { startWorker } from './start-worker.ts';
import { watchDeath } from './worker-death.ts';

/** A worker that holds the sessions of one backend, and how many of them are open. */
interface SessionHost {
  readonly call: <Result>(
    work: (remote: Comlink.Remote<RemoteSessions>) => Promise<Result>,
  ) => Promise<Result>;
  readonly end: () => void;
  openSessions: number;
}

/**
 * Opens sessions in workers, one worker a backend, so that the calling worker goes on tokenising and hearing
 * messages while a model runs. A worker ends with its last session, and is used no more once its GPU is lost.
 */
export function sessionsInWorkers(threads: number): OpenSession {
  const hosts = new Map<BackendName, SessionHost>();

  const leave = (backend: BackendName, host: SessionHost) => {
    host.openSessions -= 1;
    if (host.openSessions > 0) return;
    host.end();
    forget(backend, host);
  };
  const forget = (backend: BackendName, host: SessionHost) => {
    if (hosts.get(backend) === host) hosts.delete(backend);
  };

  return async (graph, backend) => {
    const host = hosts.get(backend) ?? startHost(backend, threads);
    hosts.set(backend, host);
    host.openSessions += 1;
    const id = await host
      .call((remote) => remote.open(graph, backend))
      .catch((error: unknown) => {
        if (isLoss(error)) forget(backend, host);
        leave(backend, host);
        throw error;
      });
    let open = true;
    return {
      backend,
      name: graph.name,
      run: async (inputs, readAt) => {
        if (!open) {
          throw new XennError('EncoderError', `${graph.name}: the session is closed. Load the models again.`);
        }
        try {
          return await host.call((remote) => remote.run(id, inputs, readAt));
        } catch (error) {
          if (isLoss(error)) forget(backend, host);
          throw error;
        }
      },
      dispose: async () => {
        if (!open) return;
        open = false;
        // The last one goes with its worker; a worker that is lost would not answer.
        if (host.openSessions > 1) await host.call((remote) => remote.dispose(id)).catch(() => undefined);
        leave(backend, host);
      },
    };
  };
}

/** The GPU is gone, or the worker itself. */
function isLoss(error: unknown): boolean {
  return error instanceof Error && (error.name === 'GpuError' || error.name === 'WorkerError');
}

function startHost(backend: BackendName, threads: number): SessionHost {
  const worker = startWorker(sessionWorker, 'xenn-session');
  worker.postMessage({ backend, threads } satisfies SessionStart);
  const remote = Comlink.wrap<RemoteSessions>(worker);
  const death = watchDeath([worker], (cause) => `The worker that runs the model stopped: ${cause}.`);
  return {
    call: (work) => Promise.race([work(remote), death.promise]),
    end: () => {
      worker.terminate();
      death.declare(new XennError('EncoderError', 'The session is closed. Load the models again.'));
    },
    openSessions: 0,
  };
}
