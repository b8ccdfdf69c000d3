/** Wiring only: the worker that holds ONNX Runtime. Ending it is the one way to stop a run and to give memory back. */
import * as Comlink from 'comlink';
import { runtimeFiles } from '../encoders/runtime-files.ts';
import { configureRuntime, openSession } from '../encoders/session.ts';
import { serveSessions } from './serve-sessions.ts';

self.addEventListener(
  'message',
  ({ data: { threads } }: MessageEvent<{ threads: number }>) => {
    configureRuntime(runtimeFiles, threads);
    Comlink.expose(serveSessions(openSession));
  },
  { once: true },
);
