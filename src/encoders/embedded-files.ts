import { XennError } from '../core/errors.ts';
import { type ModelFiles, parseJson, sha256Hex } from './model-files.ts';
import { type EmbeddedModel, TOKENIZER_FOLDER } from './models.ts';

/** Reads a file named relative to the application's base address; rejects when there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads over HTTP from `baseUrl`, an absolute address ending in '/'. Where that breaks off, a second time past the browser's
 * cache: a cache that is full gives up a file that the service worker reads at the same time, and with it this reader
 * (Chromium's ERR_CACHE_WRITE_FAILURE, seen in private windows).
 */
export function readFilesFrom(baseUrl: string): ReadFile {
  return async (path) => {
    const address = new URL(path, baseUrl);
    return readFrom(address, 'default').catch((error: unknown) => {
      if (error instanceof TypeError) return readFrom(address, 'no-store');
      throw error;
    });
  };
}

/** Rejects with a TypeError where the connection breaks off, with another error where the server has no such file. */
async function readFrom(address: URL, cache: RequestCache): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const TOKENIZER_PATHS = ['tokenizer.json', 'tokenizer_config.json'];

/** The files of an embedded model. Reading the weights checks their size and hash against the table of models. */
export function embeddedFiles(model: EmbeddedModel, readFile: ReadFile): ModelFiles {
  const { name, folder, weightsPath } = model;
  return {
    name,
    weightsPath,
    paths: ['config.json', weightsPath, ...TOKENIZER_PATHS],
    read: async (path) => {
      const bytes = await readEmbedded(
        (TOKENIZER_PATHS.includes(path) ? TOKENIZER_FOLDER : folder) + path,
        readFile,
      );
      if (path === weightsPath) await checkWeights(model, bytes);
      return bytes;
    },
  };
}

/** A JSON object from a file beside the app. Throws EncoderError when the file is missing or holds something else. */
export async function readEmbeddedJson(path: string, readFile: ReadFile): Promise<object> {
  const bytes = await readEmbedded(path, readFile);
  const value = parseJson(new TextDecoder().decode(bytes));
  if (typeof value === 'object' && value !== null) return value;
  throw wrongFile(path, 'a JSON object', `${bytes.length} bytes of something else${htmlHint(bytes)}`);
}

async function readEmbedded(path: string, readFile: ReadFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (error) {
    throw wrongFile(path, 'a file', error instanceof Error ? error.message : String(error));
  }
}

async function checkWeights(model: EmbeddedModel, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const path = model.folder + model.weightsPath;
  if (bytes.length !== model.weightsBytes) {
    throw wrongFile(path, `${model.weightsBytes} bytes`, `${bytes.length}${htmlHint(bytes)}`);
  }
  const hash = await sha256Hex(bytes);
  if (hash !== model.weightsHash) throw wrongFile(path, `SHA-256 ${model.weightsHash}`, hash);
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
