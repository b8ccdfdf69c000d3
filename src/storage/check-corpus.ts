import { XennError } from '../core/errors.ts';
import { CORPUS_PARTS, type CorpusPart } from '../core/records.ts';
import type { Connection } from './connection.ts';
import { isCorrupt } from './errors.ts';
import { FIND_DAMAGE } from './find-damage.ts';

/**
 * Throws DamagedError, which says what is damaged, unless everything is as it was written, or the one part that is
 * asked for. Each part reads all of what it is about; nothing else is answered while SQLite looks at pages or text index.
 */
export async function checkCorpus(connection: Connection, part?: CorpusPart): Promise<void> {
  for (const checked of part === undefined ? CORPUS_PARTS : [part]) {
    const damage = await findDamage(checked, connection);
    if (damage !== undefined) throw damagedError(damage);
  }
}

/** Where pages are damaged enough, SQLite itself does not get to the end. */
async function findDamage(part: CorpusPart, connection: Connection): Promise<string | undefined> {
  try {
    return await FIND_DAMAGE[part](connection);
  } catch (error) {
    if (error instanceof Error && isCorrupt(error)) return `pages that cannot be read (${error.message})`;
    throw error;
  }
}

function damagedError(damage: string): XennError {
  return new XennError(
    'DamagedError',
    `The file of a stored corpus is damaged: it has ${damage}. Export what can be read of it, then delete this corpus and ` +
      'import it again.',
  );
}
