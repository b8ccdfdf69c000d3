import type { Cancel } from '../core/types.ts';
import type { Entry } from './entries.ts';
import type { EntryReader } from './entry-reader.ts';
import type { ColumnMapping, ImportPreview } from './records.ts';

/** One way of writing a corpus down: a row of the table in format-table.ts. */
export interface Format {
  /** Endings that tell it, lower case; none for a format told by the names of several files. */
  readonly extensions: readonly string[];
  /** Those of `entries` that it reads, in reading order, at least one. @throws ImportError when they do not make one up. */
  select(entries: readonly Entry[]): readonly Entry[];
  /** What the selected entries begin with. @throws ImportError when no document can be in them; whatever `cancel` throws. */
  sample(selected: readonly Entry[], cancel?: Cancel): Promise<Sample>;
  /** Reads the selected entries; throws InvalidArgumentError, too, where a mapping is needed and absent. */
  reader(selected: readonly Entry[], mapping: ColumnMapping | undefined): EntryReader;
}

export type Sample = Pick<ImportPreview, 'columns' | 'sampleRows' | 'mapping'>;
