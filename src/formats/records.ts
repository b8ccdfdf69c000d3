import type { RefusedLine, SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';

/** One file of the input. A browser `File` becomes one by naming its path inside the dropped folder. */
export interface SourceFile {
  /** Path inside what was dropped, with '/' between folders: 'scifact/qrels/test.tsv'. */
  readonly path: string;
  readonly size: number;
  /** Its bytes `start .. end // exclusive`, all of them without; an `end` beyond its last byte counts as that. */
  stream(start?: number, end?: number): ReadableStream<Uint8Array>;
}

/**
 * 'text': a line is a document. 'files': a file is a document, of plain text, Markdown, HTML or PDF by its ending;
 * one file, a folder or a .zip of them.
 */
export type FormatName = 'beir' | 'jsonl' | 'csv' | 'tsv' | 'parquet' | 'text' | 'files';

/** How long documents are cut into passages. */
export interface Chunking {
  /** 'headings': a passage a section; a section longer than `size` words is cut on as by sentences, up to `size` words each. */
  readonly unit: 'words' | 'sentences' | 'headings';
  /** Most of a passage: in words, or in sentences for 'sentences'. */
  readonly size: number;
  /** Of the passage before, repeated at the start of the next; in the same unit, less than `size`. 0 for 'headings'. */
  readonly overlap: number;
}

/** Which column (CSV/TSV) or key (JSONL) holds what. `id` undefined: the line number is the id. */
export interface ColumnMapping {
  readonly id?: string;
  readonly title?: string;
  readonly text: string;
}

/** What the input seems to be, from its first bytes: shown to the person before anything is stored. */
export interface ImportPreview {
  readonly format: FormatName;
  /** All that these files can be read as, `format` first: a .txt is a document a line, or one document. */
  readonly formats: readonly FormatName[];
  /** A name for the corpus, from the file or folder name. */
  readonly suggestedName: string;
  readonly totalBytes: number;
  /** Columns or keys found; empty for text and BEIR. */
  readonly columns: readonly string[];
  /** First rows, each aligned with `columns` (or one cell per line for text); of a cell, what it begins with. */
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
  /** Absent: a document stays whole. Passages of one document are ids `id#1`, `id#2`, …; one that fits stays as it is. */
  readonly chunking?: Chunking;
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
