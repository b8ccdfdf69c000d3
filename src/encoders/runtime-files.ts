import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { RuntimeFiles } from './session.ts';

/**
 * ONNX Runtime's two files, served by the application itself: the ones its `/webgpu` entry wants. Naming
 * both keeps it from looking elsewhere, and gives its threads a script that holds nothing of ours.
 */
export const runtimeFiles: RuntimeFiles = {
  wasm: new URL(wasm, import.meta.url).href,
  mjs: new URL(mjs, import.meta.url).href,
};
