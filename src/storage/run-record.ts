import { digestBlocks } from './digest.ts';

/** What storage itself reads of a run's summary. */
export interface RunHead {
  readonly runId: string;
  readonly createdMs: number;
}

/** First line of a record, with the digest of what follows; another version is not read. */
const MAGIC = 'xenn-run 1';

/** The record as it is stored: a line with the digest, one with the summary, then the run. */
export async function sealRun(summary: RunHead, run: string): Promise<Uint8Array> {
  const body = new TextEncoder().encode(`${JSON.stringify(summary)}\n${run}`);
  const head = new TextEncoder().encode(`${MAGIC} ${await digestBlocks([body])}\n`);
  const record = new Uint8Array(head.length + body.length);
  record.set(head);
  record.set(body, head.length);
  return record;
}

/** Undefined unless the bytes are a whole record of this version. */
export async function parseRun<Summary extends RunHead>(
  bytes: Uint8Array,
): Promise<{ readonly summary: Summary; readonly run: string } | undefined> {
  const headEnd = bytes.indexOf('\n'.charCodeAt(0)) + 1; // exclusive
  const body = bytes.subarray(headEnd);
  if (decoded(bytes.subarray(0, headEnd)) !== `${MAGIC} ${await digestBlocks([body])}\n`) return undefined;
  const summaryEnd = body.indexOf('\n'.charCodeAt(0)); // exclusive
  return {
    summary: JSON.parse(decoded(body.subarray(0, summaryEnd))),
    run: decoded(body.subarray(summaryEnd + 1)),
  };
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
