import type { Entry } from './entries.ts';
import type { LineReader } from './parsed.ts';
import type { ColumnMapping, ImportPreview } from './records.ts';

/** One way of writing a corpus down: a row of the table in index.ts. */
export interface Format {
  /** Endings that tell it, lower case; none for a format told by the names of several files. */
  readonly extensions: readonly string[];
  /** Those of `entries` that it reads, in reading order, at least one. @throws ImportError when they do not make one up. */
  select(entries: readonly Entry[]): readonly Entry[];
  /** What the first of the selected entries begins with. @throws ImportError when no document can be in it. */
  sample(first: Entry): Promise<Sample>;
  /** The reader of one selected entry. @throws InvalidArgumentError when a mapping is needed and absent. */
  reader(entry: Entry, mapping: ColumnMapping | undefined): LineReader;
}

export type Sample = Pick<ImportPreview, 'columns' | 'sampleRows' | 'mapping'>;
