/** Wiring only: the worker that holds ONNX Runtime. Ending it is the one way to stop a run and to give memory back. */
import * as Comlink from 'comlink';
import { createTrustedTypePolicy } from '../app/trusted-types.ts';
import type { BackendName } from '../core/records.ts';
import { runtimeFiles } from '../encoders/runtime-files.ts';
import { configureRuntime, openSession } from '../encoders/session.ts';
import { readBuiltFile } from './built-file.ts';
import { serveSessions } from './serve-sessions.ts';

export interface SessionStart {
  /** Of every session here. */
  readonly backend: BackendName;
  readonly threads: number;
}

const threadScripts = Object.values(runtimeFiles).map(({ mjs }) => mjs);

// ONNX Runtime starts its threads by itself, from the address of its own file.
createTrustedTypePolicy('default', {
  createScriptURL(address) {
    if (threadScripts.includes(address)) return address;
    throw new TypeError(`Expected the file of ONNX Runtime for its threads, found ${address}.`);
  },
});

self.addEventListener(
  'message',
  ({ data: { backend, threads } }: MessageEvent<SessionStart>) => {
    const files = runtimeFiles[backend];
    configureRuntime(files, threads, () => readBuiltFile(files.wasm, files.wasmSha256));
    Comlink.expose(serveSessions(openSession));
  },
  { once: true },
);
