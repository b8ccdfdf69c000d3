import { XennError } from '../core/errors.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { EmbeddedModel } from './models.ts';

/** Reads a file named relative to the application's base address; rejects when there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

export interface ModelWeights {
  readonly identity: ModelIdentity;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads over HTTP from `baseUrl`, an absolute address ending in '/'. */
export function readFilesFrom(baseUrl: string): ReadFile {
  return async (path) => {
    const response = await fetch(new URL(path, baseUrl));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** The weights of one model. Throws EncoderError unless size and hash are those of the table of models. */
export async function loadWeights(model: EmbeddedModel, readFile: ReadFile): Promise<ModelWeights> {
  const bytes = await readModelFile(model.weightsPath, readFile);
  if (bytes.length !== model.weightsBytes) {
    throw wrongFile(model.weightsPath, `${model.weightsBytes} bytes`, `${bytes.length}${htmlHint(bytes)}`);
  }
  const hash = await sha256Hex(bytes);
  if (hash !== model.weightsHash) {
    throw wrongFile(model.weightsPath, `SHA-256 ${model.weightsHash}`, hash);
  }
  return { identity: { name: model.name, hash }, bytes };
}

/** A JSON object from a file. Throws EncoderError when the file is missing or holds something else. */
export async function loadJson(path: string, readFile: ReadFile): Promise<object> {
  const bytes = await readModelFile(path, readFile);
  const value = parseJson(new TextDecoder().decode(bytes));
  if (typeof value === 'object' && value !== null) return value;
  throw wrongFile(path, 'a JSON object', `${bytes.length} bytes of something else${htmlHint(bytes)}`);
}

async function readModelFile(path: string, readFile: ReadFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (error) {
    throw wrongFile(path, 'a file', error instanceof Error ? error.message : String(error));
  }
}

function wrongFile(path: string, expected: string, found: string): XennError {
  return new XennError(
    'EncoderError',
    `Model file ${path}: expected ${expected}, found: ${found}. Reload the page; if it happens again, the ` +
      'installation is incomplete.',
  );
}

/** Many servers answer an unknown address with their start page instead of 404. */
function htmlHint(bytes: Uint8Array): string {
  return bytes[0] === '<'.charCodeAt(0) ? ' (an HTML page)' : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
