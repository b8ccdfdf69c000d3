/**
 * A kept search or experiment as it is stored: a line that says how long the head is and what its digest is, a line that
 * is the head (the body's digest and length, then the summary), then the body. The head is read without the body, which is
 * megabytes.
 */
import { digestBlocks } from './digest.ts';

/** The first word of a record's file: what it is of. */
export type RecordFormat = 'xenn-run' | 'xenn-experiment';

interface Head<Summary> {
  readonly digest: string;
  readonly bytes: number;
  /** How often it has been written before; absent: never. */
  readonly revision?: number;
  readonly summary: Summary;
}

/** What the head says, and the body, which is not read yet. */
export interface OpenedRecord<Summary> extends Head<Summary> {
  readonly body: Blob;
}

/** Of the first line: format, version, bytes of the head, its digest. */
const VERSION = '2';

/** The bytes of the record. */
export async function sealRecord<Summary>(
  format: RecordFormat,
  summary: Summary,
  text: string,
  revision: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const body = encoded(text);
  const said: Head<Summary> = {
    digest: await digestBlocks([body]),
    bytes: body.length,
    ...(revision > 0 && { revision }),
    summary,
  };
  const head = encoded(`${JSON.stringify(said)}\n`);
  const start = encoded(startOf(format, head.length, await digestBlocks([head])));
  const record = new Uint8Array(start.length + head.length + body.length);
  record.set(start);
  record.set(head, start.length);
  record.set(body, start.length + head.length);
  return record;
}

/** Undefined unless the head is whole, of this format and version, and the body as long as it says. */
export async function openRecord<Summary>(
  format: RecordFormat,
  record: Blob,
): Promise<OpenedRecord<Summary> | undefined> {
  const startBytes = startOf(format, 0, ''.padEnd(64)).length;
  const start = await record.slice(0, startBytes).text();
  const headBytes = Number(/ (\d{10}) [0-9a-f]{64}\n$/.exec(start)?.[1] ?? 0);
  const headEnd = startBytes + headBytes; // exclusive
  const head = await bytesOf(record.slice(startBytes, headEnd));
  if (start !== startOf(format, headBytes, await digestBlocks([head]))) return undefined;
  const said: Head<Summary> = JSON.parse(new TextDecoder().decode(head));
  const body = record.slice(headEnd);
  return body.size === said.bytes ? { ...said, body } : undefined;
}

/** The body's text; undefined where its bytes are not those written. */
export async function readBody({ digest, body }: OpenedRecord<unknown>): Promise<string | undefined> {
  const bytes = await bytesOf(body);
  return (await digestBlocks([bytes])) === digest ? new TextDecoder().decode(bytes) : undefined;
}

/** Whether it was written by another version, which can read what this one cannot. */
export async function isOfOtherVersion(format: RecordFormat, record: Blob): Promise<boolean> {
  const start = await record.slice(0, format.length + 20).text();
  const [, version] = new RegExp(`^${format} (\\d+) `).exec(start) ?? [];
  return version !== undefined && version !== VERSION;
}

function startOf(format: RecordFormat, headBytes: number, digest: string): string {
  return `${format} ${VERSION} ${String(headBytes).padStart(10, '0')} ${digest}\n`;
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
