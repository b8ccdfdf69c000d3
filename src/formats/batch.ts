import type { RefusedLine, SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import type { Entry, Progress } from './entries.ts';
import type { EntryReader } from './entry-reader.ts';
import { BATCH_CHARACTERS, BATCH_ITEMS } from './limits.ts';
import type { Parsed } from './parsed.ts';
import type { Located, ParsedBatch } from './records.ts';

/** One file to read, and how. */
export interface Step {
  readonly entry: Entry;
  readonly read: EntryReader;
}

/**
 * Runs the steps one after the other and hands on what they find in batches; many small files come in one.
 *
 * @throws ImportError when a file is not what it should be; whatever `cancel` throws.
 */
export async function* runSteps(steps: readonly Step[], cancel?: Cancel): AsyncGenerator<ParsedBatch> {
  const progress: Progress = { bytesRead: 0 };
  const batch = createBatch();
  for (const { entry, read } of steps) {
    for await (const found of read(entry, progress, cancel)) {
      for (const parsed of found) {
        batch.add(entry.path, parsed);
        if (batch.isFull()) yield batch.take(progress.bytesRead);
      }
    }
  }
  if (!batch.isEmpty()) yield batch.take(progress.bytesRead);
}

function createBatch() {
  let documents: Located<SourceDocument>[] = [];
  let queries: Located<SourceQuery>[] = [];
  let judgements: Located<SourceJudgement>[] = [];
  let refused: RefusedLine[] = [];
  let items = 0;
  let characters = 0;
  return {
    add(file: string, parsed: Parsed): void {
      items++;
      const { line } = parsed;
      switch (parsed.kind) {
        case 'document':
          characters += parsed.value.title.length + parsed.value.text.length;
          documents.push({ value: parsed.value, file, line });
          break;
        case 'query':
          characters += parsed.value.text.length;
          queries.push({ value: parsed.value, file, line });
          break;
        case 'judgement':
          judgements.push({ value: parsed.value, file, line });
          break;
        case 'refused':
          refused.push({ file, line, reason: parsed.reason });
      }
    },
    isFull: () => items >= BATCH_ITEMS || characters >= BATCH_CHARACTERS,
    isEmpty: () => items === 0,
    take(bytesRead: number): ParsedBatch {
      const batch = { documents, queries, judgements, refused, bytesRead };
      documents = [];
      queries = [];
      judgements = [];
      refused = [];
      items = 0;
      characters = 0;
      return batch;
    },
  };
}
