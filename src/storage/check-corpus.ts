import { XennError } from '../core/errors.ts';
import { CORPUS_PARTS, type CorpusPart } from '../core/records.ts';
import type { Connection } from './connection.ts';
import {
  findDamagedDocuments,
  findDamagedMatrix,
  findDamagedPages,
  findDamagedRecords,
  findDamagedTextIndex,
} from './find-damage.ts';

type FindDamage = (connection: Connection) => string | undefined | Promise<string | undefined>;

const CHECKS: Readonly<Record<CorpusPart, FindDamage>> = {
  pages: findDamagedPages,
  records: findDamagedRecords,
  'text-index': findDamagedTextIndex,
  documents: findDamagedDocuments,
  matrices: findDamagedMatrix,
};

/**
 * Throws StorageError, which says what is damaged, unless everything is as it was written, or the one part that is
 * asked for. Each part reads all of what it is about; nothing else is answered while SQLite looks at pages or text index.
 */
export async function checkCorpus(connection: Connection, part?: CorpusPart): Promise<void> {
  for (const checked of part === undefined ? CORPUS_PARTS : [part]) {
    const damage = await CHECKS[checked](connection);
    if (damage !== undefined) throw damagedError(damage);
  }
}

function damagedError(damage: string): XennError {
  return new XennError(
    'StorageError',
    `The file of a stored corpus is damaged: it has ${damage}. Export what can be read of it, then delete this corpus and ` +
      'import it again.',
  );
}
