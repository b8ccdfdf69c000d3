import { concat } from './decode.ts';

/** The last bytes of what is read in order. */
export interface Tail {
  push(chunk: Uint8Array): void;
  /** Bytes from the beginning of all that was pushed, `start .. end // exclusive`; undefined where they are not kept. */
  slice(start: number, end: number): Uint8Array | undefined;
  /** All that is kept. */
  bytes(): Uint8Array;
  /** Pushed in all. */
  byteLength(): number;
}

/** Keeps at least the last `keptBytes`, and of what came before at most a chunk. */
export function createTail(keptBytes: number): Tail {
  const chunks: Uint8Array[] = [];
  let held = 0;
  let pushed = 0;
  const bytes = () => (chunks.length === 1 ? chunks[0] : concat(chunks));
  return {
    push(chunk) {
      chunks.push(chunk);
      held += chunk.length;
      pushed += chunk.length;
      while (held - chunks[0].length >= keptBytes) held -= chunks.shift()?.length ?? 0;
    },
    slice(start, end) {
      const before = pushed - held;
      return start >= before && end <= pushed ? bytes().subarray(start - before, end - before) : undefined;
    },
    bytes,
    byteLength: () => pushed,
  };
}
