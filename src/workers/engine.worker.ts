/** Wiring only: the disposable worker. Holds models and GPU; storage is at the other end of a port. */
import * as Comlink from 'comlink';
import type { BackendName } from '../core/records.ts';
import { loadEncoders } from '../encoders/load-encoders.ts';
import { createEngine } from '../engine/create-engine.ts';
import { chooseCompute } from '../gpu/choose-compute.ts';
import { serveEngine } from './call-engine.ts';
import { connectStore } from './call-store.ts';

interface Start {
  readonly port: MessagePort;
  readonly backend?: BackendName;
}

self.addEventListener(
  'message',
  ({ data: { port, backend } }: MessageEvent<Start>) => {
    const engine = createEngine({
      store: connectStore(port),
      loadEncoders: () =>
        loadEncoders({
          baseUrl: new URL(import.meta.env.BASE_URL, self.location.origin).href,
          ...(backend && { forced: backend }),
        }),
      loadCompute: chooseCompute,
    });
    Comlink.expose(serveEngine(engine));
  },
  { once: true },
);
