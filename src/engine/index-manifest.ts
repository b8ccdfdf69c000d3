/** What an index file says of itself: where the index came from, and what its bytes must be. */
import * as v from 'valibot';
import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/index-records.ts';
import { indexSummarySchema, type Schema } from './index-schema.ts';
import { sha256Hex } from './install-model-read.ts';
import { parseJsonFile } from './json-file.ts';
import { natural } from './schema-parts.ts';

export interface IndexManifest {
  /** Of the corpus that it was exported from: row r of the items is its document r. */
  readonly corpusHash: string;
  readonly index: IndexSummary;
  /** In the order of their bytes. */
  readonly tensors: readonly TensorDigest[];
}

export interface TensorDigest {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  /** SHA-256 (hex) of its float32 numbers, little-endian, row by row. */
  readonly sha256: string;
}

const manifestSchema: Schema<IndexManifest> = v.object({
  corpusHash: v.string(),
  index: indexSummarySchema,
  tensors: v.array(v.object({ name: v.string(), rows: natural, cols: natural, sha256: v.string() })),
});

type Metadata = Readonly<Record<string, string>>;

const FORMAT = 'xenn-index';
const VERSION = '1';

/** The manifest as a safetensors file's metadata, with a checksum of its own. */
export async function sealManifest(manifest: IndexManifest): Promise<Metadata> {
  const json = JSON.stringify(manifest);
  return { format: FORMAT, version: VERSION, manifest: json, manifest_sha256: await sha256OfText(json) };
}

/**
 * Reads back what `sealManifest` made: format and version first, then the checksum, then what it says.
 *
 * @throws ImportError when the file is no index, one of a newer version, or its manifest is damaged.
 */
export async function openManifest(metadata: Metadata, path: string): Promise<IndexManifest> {
  if (metadata.format !== FORMAT) {
    throw new XennError(
      'ImportError',
      `${path} is a safetensors file but not an index: expected the format '${FORMAT}' in its metadata, found ${quoted(metadata.format)}. Choose a file that was exported as an index, or import it as vectors.`,
    );
  }
  if (metadata.version !== VERSION) {
    throw new XennError(
      'ImportError',
      `${path} is an index file of version ${quoted(metadata.version)}; expected '${VERSION}'. Update this program, or export the index again with this version.`,
    );
  }
  const { manifest: json = '', manifest_sha256: expected } = metadata;
  const found = await sha256OfText(json);
  if (found !== expected) {
    throw damagedIndexFile(
      path,
      `its manifest has the SHA-256 ${found}, and ${quoted(expected)} was expected`,
    );
  }
  return parseJsonFile(
    json,
    manifestSchema,
    () => undefined,
    (problem) => damagedIndexFile(path, `its manifest does not describe an index: ${problem}`),
  );
}

function sha256OfText(text: string): Promise<string> {
  return sha256Hex(new TextEncoder().encode(text));
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'none' : `'${text.slice(0, 80)}'`;
}

/** `found` is what is wrong with it, after a colon. */
export function damagedIndexFile(path: string, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is damaged: ${found}. Nothing was imported; export or copy the index again.`,
  );
}
