import { XennError } from '../core/errors.ts';
import type { Entry } from './entries.ts';
import { MAX_TOTAL_BYTES } from './limits.ts';

/**
 * The same entries, bounded together: each alone may be harmless where a thousand of them fill the disk.
 *
 * @param mostBytes of all together, unpacked
 * @throws ImportError at once where they say that they are longer; reading one throws it where they turn out to be, as a .gz
 * says nothing of its length.
 */
export function boundTogether(entries: readonly Entry[], mostBytes = MAX_TOTAL_BYTES): Entry[] {
  let totalBytes = entries.reduce((bytes, { byteLength }) => bytes + byteLength, 0);
  const check = () => {
    if (totalBytes > mostBytes) throw tooMuch(entries.length, totalBytes, mostBytes);
  };
  check();
  return entries.map((entry) => {
    /** Counted of it; it may be opened again. */
    let countedBytes = entry.byteLength;
    return {
      ...entry,
      async *open(progress, cancel) {
        let readBytes = 0;
        for await (const chunk of entry.open(progress, cancel)) {
          readBytes += chunk.length;
          if (readBytes > countedBytes) {
            totalBytes += readBytes - countedBytes;
            countedBytes = readBytes;
            check();
          }
          yield chunk;
        }
      },
    };
  });
}

function tooMuch(count: number, foundBytes: number, mostBytes: number): XennError {
  const files = count === 1 ? 'The file holds' : `The ${count.toLocaleString('en-US')} files together hold`;
  const [found, most] = [foundBytes, mostBytes].map((bytes) => bytes.toLocaleString('en-US'));
  return new XennError(
    'ImportError',
    `${files} ${found} bytes or more, unpacked; at most ${most} were expected. Choose fewer at a time, ` +
      'or split them and import the parts as corpora of their own.',
  );
}
