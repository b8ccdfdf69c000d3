import { bytesToHex } from '@noble/hashes/utils.js';
import { XennError } from '../core/errors.ts';

/** The files of one model, wherever they are kept. */
export interface ModelFiles {
  readonly name: string;
  /** Of everything there is, inside the model's folder. */
  readonly paths: readonly string[];
  /** The graph to run. */
  readonly weightsPath: string;
  /** Rejects with EncoderError when the file is missing or is not what it should be. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** A JSON object from one of a model's files. Throws EncoderError when it holds something else. */
export async function readJsonFile(
  files: ModelFiles,
  path: string,
): Promise<Readonly<Record<string, unknown>>> {
  const value = parseJson(new TextDecoder().decode(await files.read(path)));
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  throw new XennError(
    'EncoderError',
    `${files.name}: expected a JSON object in ${path}, found something else. Remove the model and get it again.`,
  );
}

/** As `readJsonFile`; undefined when the model has no such file. */
export async function readOptionalJsonFile(files: ModelFiles, path: string) {
  return files.paths.includes(path) ? readJsonFile(files, path) : undefined;
}

/** Paths of the weights that a graph keeps in files of its own: model.onnx_data, model.onnx_data_1, model.onnx.data. */
export function externalDataPaths({
  weightsPath,
  paths,
}: Pick<ModelFiles, 'weightsPath' | 'paths'>): string[] {
  return paths.filter(
    (path) => path.startsWith(weightsPath) && /^[._]data(_\d+)?$/.test(path.slice(weightsPath.length)),
  );
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** SHA-256 as hex digits. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return bytesToHex(digest);
}
