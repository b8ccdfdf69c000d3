import { XennError } from '../core/errors.ts';
import type { Connection } from './connection.ts';
import { findDamagedContent, findDamagedPages } from './find-damage.ts';

/** Throws StorageError, which says what is damaged, unless everything is as it was written. Reads all of the file. */
export async function checkCorpus(connection: Connection): Promise<void> {
  const damage = findDamagedPages(connection) ?? (await findDamagedContent(connection));
  if (damage === undefined) return;
  throw new XennError(
    'StorageError',
    `The file of a stored corpus is damaged: it has ${damage}. Export what can be read of it, then delete this corpus and ` +
      'import it again.',
  );
}
