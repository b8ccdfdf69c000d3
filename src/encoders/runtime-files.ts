import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmSha256 from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?sha256';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { RuntimeFiles } from './session.ts';

/**
 * ONNX Runtime's two files, served by the application itself: the ones its `/webgpu` entry wants. Naming
 * both keeps it from looking elsewhere, and gives its threads a script that holds nothing of ours.
 */
export const runtimeFiles: RuntimeFiles & { readonly wasmSha256: string } = {
  wasm: new URL(wasm, import.meta.url).href,
  wasmSha256,
  mjs: new URL(mjs, import.meta.url).href,
};
