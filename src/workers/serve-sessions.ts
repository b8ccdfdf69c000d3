import { XennError } from '../core/errors.ts';
import type { BackendName } from '../core/records.ts';
import type { ModelInputs } from '../encoders/graph-inputs.ts';
import type { ReadAt } from '../encoders/graph-output.ts';
import type { ModelGraph, ModelRun, ModelSession, OpenSession } from '../encoders/session.ts';

/** What crosses to a session worker: sessions are called by the number they were opened under. */
export interface RemoteSessions {
  open(graph: ModelGraph, backend: BackendName): Promise<number>;
  run(session: number, inputs: ModelInputs, readAt?: ReadAt): Promise<ModelRun>;
  dispose(session: number): Promise<void>;
}

/** Serves sessions by number. */
export function serveSessions(open: OpenSession): RemoteSessions {
  const sessions = new Map<number, ModelSession>();
  let nextId = 0;
  const find = (id: number): ModelSession => {
    const session = sessions.get(id);
    if (session) return session;
    throw new XennError('EncoderError', 'The session is closed. Load the models again.');
  };
  return {
    async open(graph, backend) {
      const id = nextId++;
      sessions.set(id, await open(graph, backend));
      return id;
    },
    run: (id, inputs, readAt) => find(id).run(inputs, readAt),
    async dispose(id) {
      const session = find(id);
      sessions.delete(id);
      await session.dispose();
    },
  };
}
