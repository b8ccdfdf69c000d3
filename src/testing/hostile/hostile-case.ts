/** What a row of the table of hostile files is. */
import type { ColumnMapping, FormatName, SourceFile } from '../../formats/records.ts';

/** The use case that a person's file goes through. 'corpus': preview, then import. 'more': its documents are added. */
export type Way =
  | 'corpus'
  | 'more'
  | 'queries'
  | 'run'
  | 'experiment'
  | 'trec'
  | 'scores'
  | 'index'
  | 'vectors'
  | 'project';

/** What came of it: an error as 'name: message', or what is stored now. */
export type Outcome =
  | { readonly error: string }
  | {
      /** As stored, in their order; [id, title, text]. */
      readonly documents: readonly (readonly [string, string, string])[];
      readonly queryCount?: number;
      readonly judgementCount?: number;
      /** 'file:line reason'. */
      readonly refused?: readonly string[];
    }
  /** Of what is not a corpus: the names that lists show, or counts in words. */
  | { readonly stored: string; readonly refused?: readonly string[] };

export interface HostileCase {
  readonly name: string;
  readonly way: Way;
  /** Made anew for each use. */
  files(): SourceFile[];
  /** Instead of what the preview suggests. */
  readonly format?: FormatName;
  readonly mapping?: ColumnMapping;
  readonly expected: Outcome;
  /** The most that may be pulled from all files together, in bytes; absent: 64 MiB. */
  readonly mostBytes?: number;
}
