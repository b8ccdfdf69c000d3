import type { InstalledModel } from '../core/records.ts';
import { digestBlocks } from './digest.ts';

/** First line of a record, with the digest of the JSON after it; another version is not read. */
const MAGIC = 'xenn-model 1';

/** The record as it is stored: what was cut off in the middle no longer matches its own digest. */
export async function sealModelRecord(model: InstalledModel): Promise<Uint8Array> {
  const json = new TextEncoder().encode(JSON.stringify(model));
  const head = new TextEncoder().encode(`${MAGIC} ${await digestBlocks([json])}\n`);
  const record = new Uint8Array(head.length + json.length);
  record.set(head);
  record.set(json, head.length);
  return record;
}

/** Undefined unless the bytes are a whole record of this version. */
export async function parseModelRecord(bytes: Uint8Array): Promise<InstalledModel | undefined> {
  const headEnd = bytes.indexOf('\n'.charCodeAt(0)) + 1; // exclusive
  const json = bytes.subarray(headEnd);
  const head = new TextDecoder().decode(bytes.subarray(0, headEnd));
  if (head !== `${MAGIC} ${await digestBlocks([json])}\n`) return undefined;
  return JSON.parse(new TextDecoder().decode(json));
}
