import { XennError } from '../core/errors.ts';

/**
 * What `read` gives. What the reader of Parquet makes of a damaged file is an error in its own words, or a wrong index into
 * memory.
 *
 * @throws ImportError whatever `read` throws.
 */
export async function orDamaged<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw notParquet(path, cause instanceof Error ? cause.message : String(cause));
  }
}

export function notParquet(path: string, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is not a Parquet file, or is cut off or damaged: ${found}. Save or copy it again, or choose another file.`,
  );
}
