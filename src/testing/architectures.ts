/**
 * Small models of each architecture, laid out as the hub's repositories are, with what PyTorch gives for them.
 * `training/make_architectures.py` writes them.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelFiles } from '../encoders/model-files.ts';

const FOLDER = new URL('./fixtures/architectures/', import.meta.url);

/** Every number was computed unpadded and alone. */
export interface ExpectedPair {
  readonly query: string;
  readonly passage: string;
  readonly input_ids: readonly number[];
  /** Absent where the model reads none. */
  readonly token_type_ids?: readonly number[];
  readonly score: number;
}

export interface ExpectedText {
  readonly text: string;
  readonly role: 'query' | 'passage';
  readonly input_ids: readonly number[];
  readonly embedding: readonly number[];
}

export interface ExpectedCrossEncoder {
  readonly max_tokens: number;
  readonly pairs: readonly ExpectedPair[];
}

export interface ExpectedDualEncoder {
  readonly max_tokens: number;
  readonly texts: readonly ExpectedText[];
}

/** The files of one model, read from disk. `weightsPath`: which of its graphs is run. */
export async function architectureFiles(name: string, weightsPath = 'onnx/model.onnx'): Promise<ModelFiles> {
  const folder = new URL(`${name}/`, FOLDER);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(folder), join(entry.parentPath, entry.name)));
  const read = async (path: string) => new Uint8Array(await readFile(new URL(path, folder)));
  return { name, paths, weightsPath, read };
}

/** What PyTorch gives for the model of that name. */
export async function readExpected<Expected extends ExpectedCrossEncoder | ExpectedDualEncoder>(
  name: string,
): Promise<Expected> {
  return JSON.parse(await readFile(new URL(`${name}/expected.json`, FOLDER), 'utf8'));
}
