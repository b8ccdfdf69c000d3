import gpuMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuWasmSha256 from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?sha256';
import gpuWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmSha256 from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?sha256';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { BackendName } from '../core/records.ts';
import type { RuntimeFiles } from './session.ts';

export interface BuiltRuntimeFiles extends RuntimeFiles {
  /** Hex, of `wasm`. */
  readonly wasmSha256: string;
}

/**
 * ONNX Runtime's two files for each backend, served by the application itself. Naming both keeps it from looking
 * elsewhere, and gives its threads a script that holds nothing of ours. WebAssembly has files of its own: those with
 * WebGPU hold it too, but are twice as large (27 MB for 14) and take 90 MB more memory.
 */
export const runtimeFiles: Readonly<Record<BackendName, BuiltRuntimeFiles>> = {
  wasm: { wasm: absolute(wasm), wasmSha256, mjs: absolute(mjs) },
  webgpu: { wasm: absolute(gpuWasm), wasmSha256: gpuWasmSha256, mjs: absolute(gpuMjs) },
};

function absolute(address: string): string {
  return new URL(address, import.meta.url).href;
}
