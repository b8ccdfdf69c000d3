/** The embedded models in Node: files from public/, ONNX Runtime's WebAssembly on one thread. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Golden, parseGolden } from '../encoders/golden.ts';
import { loadJson, type ReadFile } from '../encoders/model-files.ts';
import { GOLDEN_PATH, TOKENIZER_CONFIG_PATH, TOKENIZER_PATH } from '../encoders/models.ts';
import { configureRuntime } from '../encoders/session.ts';
import { createTokenizer, type TextTokenizer } from '../encoders/tokenizer.ts';

export const readPublicFile: ReadFile = async (path) =>
  new Uint8Array(await readFile(new URL(`../../public/${path}`, import.meta.url)));

export async function readGolden(): Promise<Golden> {
  return parseGolden(await loadJson(GOLDEN_PATH, readPublicFile));
}

export async function readTokenizer(): Promise<TextTokenizer> {
  return createTokenizer(
    await loadJson(TOKENIZER_PATH, readPublicFile),
    await loadJson(TOKENIZER_CONFIG_PATH, readPublicFile),
  );
}

export function configureNodeRuntime(): void {
  const { resolve } = createRequire(import.meta.url);
  const address = (file: string) => pathToFileURL(resolve(`onnxruntime-web/${file}`)).href;
  configureRuntime(
    {
      wasm: address('ort-wasm-simd-threaded.asyncify.wasm'),
      mjs: address('ort-wasm-simd-threaded.asyncify.mjs'),
    },
    1,
  );
}
