/** What an index file says of itself: where the index came from, and what its bytes must be. */
import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/index-records.ts';
import { sha256Hex } from './install-model-read.ts';

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
  const manifest = parse(json);
  if (isManifest(manifest)) return manifest;
  throw damagedIndexFile(path, 'its manifest does not describe an index');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** All that this program computes with or draws without asking; settings of a method are shown as they are. */
function isManifest(value: unknown): value is IndexManifest {
  const { corpusHash, index, tensors } = fieldsOf(value);
  const { provenance, scoreScale, ...summary } = fieldsOf(index);
  const { method, pairs, ...origin } = fieldsOf(provenance);
  const { alpha, beta } = fieldsOf(scoreScale);
  const numbers = [summary.createdMs, summary.scorerCalls, summary.elapsedMs, alpha, beta, origin.seed];
  const counts = [summary.rows, summary.cols, origin.trainQueryCount, origin.trainPairCount];
  const texts = [
    corpusHash,
    summary.indexId,
    summary.name,
    origin.corpusHash,
    origin.codeVersion,
    origin.space,
    origin.trainQueries,
    origin.backend,
    origin.compute,
    fieldsOf(method).kind,
    fieldsOf(pairs).kind,
  ];
  return (
    numbers.every(Number.isFinite) &&
    [...counts, origin.heldOutPairCount].every(isCount) &&
    texts.every((text) => typeof text === 'string') &&
    [summary.heldOutRmseBefore, summary.heldOutRmseAfter, summary.bestEpoch].every(isFiniteOrAbsent) &&
    [summary.lossPerEpoch, summary.heldOutRmsePerEpoch].every(isFiniteArray) &&
    [origin.crossEncoder, origin.dualEncoder].every(isIdentityOrAbsent) &&
    Array.isArray(tensors) &&
    tensors.map(fieldsOf).every(isDigest) &&
    (origin.space !== 'hybrid' || isPositive(origin.hybridWeight))
  );
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPositive(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) > 0;
}

function isFiniteOrAbsent(value: unknown): boolean {
  return value === undefined || Number.isFinite(value);
}

function isFiniteArray(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isFinite);
}

function isIdentityOrAbsent(value: unknown): boolean {
  const { name, hash } = fieldsOf(value);
  return value === undefined || (typeof name === 'string' && typeof hash === 'string');
}

function isDigest({ name, rows, cols, sha256 }: Readonly<Record<string, unknown>>): boolean {
  return typeof name === 'string' && isCount(rows) && isCount(cols) && typeof sha256 === 'string';
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
