import type { RefusedLine, SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';

/** One file of the input. A browser `File` becomes one by naming its path inside the dropped folder. */
export interface SourceFile {
  /** Path inside what was dropped, with '/' between folders: 'scifact/qrels/test.tsv'. */
  readonly path: string;
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

export type FormatName = 'beir' | 'jsonl' | 'csv' | 'tsv' | 'text';

/** Which column (CSV/TSV) or key (JSONL) holds what. `id` undefined: the line number is the id. */
export interface ColumnMapping {
  readonly id?: string;
  readonly title?: string;
  readonly text: string;
}

/** What the input seems to be, from its first bytes: shown to the person before anything is stored. */
export interface ImportPreview {
  readonly format: FormatName;
  /** A name for the corpus, from the file or folder name. */
  readonly suggestedName: string;
  readonly totalBytes: number;
  /** Columns or keys found; empty for text and BEIR. */
  readonly columns: readonly string[];
  /** First rows, each aligned with `columns` (or one cell per line for text). */
  readonly sampleRows: readonly (readonly string[])[];
  /** The obvious mapping; absent when a person has to choose. Always absent for text and BEIR. */
  readonly mapping?: ColumnMapping;
  /** Files of a BEIR folder or zip that will be read, and those that are ignored. */
  readonly filesRead: readonly string[];
  readonly filesIgnored: readonly string[];
}

export interface ReadOptions {
  readonly format: FormatName;
  readonly mapping?: ColumnMapping;
}

/** A batch of what was parsed, in file order. Judgements come after all documents and queries. */
export interface ParsedBatch {
  readonly documents: readonly Located<SourceDocument>[];
  readonly queries: readonly Located<SourceQuery>[];
  readonly judgements: readonly Located<SourceJudgement>[];
  readonly refused: readonly RefusedLine[];
  /** Bytes of input consumed so far, all files together, out of `ImportPreview.totalBytes`. */
  readonly bytesRead: number;
}

/** Something parsed, and where it stood, so that a later refusal (a duplicate id) can name the line. */
export interface Located<T> {
  readonly value: T;
  readonly file: string;
  readonly line: number;
}
