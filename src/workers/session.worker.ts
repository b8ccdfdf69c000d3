/** Wiring only: the worker that holds ONNX Runtime. Ending it is the one way to stop a run and to give memory back. */
import * as Comlink from 'comlink';
import { createTrustedTypePolicy } from '../app/trusted-types.ts';
import { runtimeFiles } from '../encoders/runtime-files.ts';
import { configureRuntime, openSession } from '../encoders/session.ts';
import { readBuiltFile } from './built-file.ts';
import { serveSessions } from './serve-sessions.ts';

// ONNX Runtime starts its threads by itself, from the address of its own file.
createTrustedTypePolicy('default', {
  createScriptURL(address) {
    if (address === runtimeFiles.mjs) return address;
    throw new TypeError(`Expected the file of ONNX Runtime for its threads, found ${address}.`);
  },
});

self.addEventListener(
  'message',
  ({ data: { threads } }: MessageEvent<{ threads: number }>) => {
    const { wasm, wasmSha256 } = runtimeFiles;
    configureRuntime(runtimeFiles, threads, () => readBuiltFile(wasm, wasmSha256));
    Comlink.expose(serveSessions(openSession));
  },
  { once: true },
);
