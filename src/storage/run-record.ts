/**
 * A kept search as it is stored: a line that says how long the head is and what its digest is, a line that is the head
 * (the run's digest and length, then the summary), then the run. The head is read without the run, which is megabytes.
 */
import { digestBlocks } from './digest.ts';

/** What storage itself reads of a run's summary. */
export interface RunHead {
  readonly runId: string;
  readonly createdMs: number;
}

interface Head<Summary> {
  readonly digest: string;
  readonly bytes: number;
  readonly summary: Summary;
}

/** What the head says, and the run, which is not read yet. */
export interface OpenedRecord<Summary> extends Head<Summary> {
  readonly run: Blob;
}

/** The first line: version, bytes of the head, its digest. */
const START = /^xenn-run 2 (\d{10}) [0-9a-f]{64}\n$/;
const START_BYTES = startOf(0, ''.padEnd(64)).length;

/** The bytes of the record. */
export async function sealRun(summary: RunHead, run: string): Promise<Uint8Array<ArrayBuffer>> {
  const body = encoded(run);
  const said: Head<RunHead> = { digest: await digestBlocks([body]), bytes: body.length, summary };
  const head = encoded(`${JSON.stringify(said)}\n`);
  const start = encoded(startOf(head.length, await digestBlocks([head])));
  const record = new Uint8Array(start.length + head.length + body.length);
  record.set(start);
  record.set(head, start.length);
  record.set(body, start.length + head.length);
  return record;
}

/** Undefined unless the head is whole, of this version, and the run as long as it says. */
export async function openRecord<Summary extends RunHead>(
  record: Blob,
): Promise<OpenedRecord<Summary> | undefined> {
  const start = await record.slice(0, START_BYTES).text();
  const headBytes = Number(START.exec(start)?.[1] ?? 0);
  const headEnd = START_BYTES + headBytes; // exclusive
  const head = await bytesOf(record.slice(START_BYTES, headEnd));
  if (start !== startOf(headBytes, await digestBlocks([head]))) return undefined;
  const said: Head<Summary> = JSON.parse(new TextDecoder().decode(head));
  const run = record.slice(headEnd);
  return run.size === said.bytes ? { ...said, run } : undefined;
}

/** Undefined where its bytes are not those written. */
export async function readRecord({ digest, run }: OpenedRecord<RunHead>): Promise<string | undefined> {
  const bytes = await bytesOf(run);
  return (await digestBlocks([bytes])) === digest ? new TextDecoder().decode(bytes) : undefined;
}

/** Whether it was written by another version, which can read what this one cannot. */
export async function isOfOtherVersion(record: Blob): Promise<boolean> {
  const [, version] = /^xenn-run (\d+) /.exec(await record.slice(0, START_BYTES).text()) ?? [];
  return version !== undefined && version !== '2';
}

function startOf(headBytes: number, digest: string): string {
  return `xenn-run 2 ${String(headBytes).padStart(10, '0')} ${digest}\n`;
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
