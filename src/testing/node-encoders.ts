/** The embedded models in Node: files from public/, ONNX Runtime's WebAssembly on one thread. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { embeddedFiles, readEmbeddedJson } from '../encoders/embedded-files.ts';
import { type Golden, parseGolden } from '../encoders/golden.ts';
import { CROSS_ENCODER, DUAL_ENCODER, GOLDEN_PATH } from '../encoders/models.ts';
import { prepareCrossEncoder, prepareDualEncoder } from '../encoders/prepare-model.ts';
import { configureRuntime } from '../encoders/session.ts';
import { readPublicFile } from '../headless/model-folder-files.ts';

export { readPublicFile };

export async function readGolden(): Promise<Golden> {
  return parseGolden(await readEmbeddedJson(GOLDEN_PATH, readPublicFile));
}

export const prepareEmbeddedCrossEncoder = () =>
  prepareCrossEncoder(embeddedFiles(CROSS_ENCODER, readPublicFile));

export const prepareEmbeddedDualEncoder = () =>
  prepareDualEncoder(embeddedFiles(DUAL_ENCODER, readPublicFile));

export function configureNodeRuntime(): void {
  const { resolve } = createRequire(import.meta.url);
  const address = (file: string) => pathToFileURL(resolve(`onnxruntime-web/${file}`)).href;
  configureRuntime(
    {
      wasm: address('ort-wasm-simd-threaded.wasm'),
      mjs: address('ort-wasm-simd-threaded.mjs'),
    },
    1,
  );
}
