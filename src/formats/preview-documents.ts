import type { SourceDocument } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import type { ReadOptions, SourceFile } from './records.ts';
import { openSteps } from './source-steps.ts';

/**
 * The first documents, at most `limit`, as `readSource` would find them, passages among them. Reads no further than it
 * has to.
 *
 * @throws as `readSource` does.
 */
export async function previewDocuments(
  files: readonly SourceFile[],
  options: ReadOptions,
  limit: number,
  cancel?: Cancel,
): Promise<SourceDocument[]> {
  const documents: SourceDocument[] = [];
  for (const { entry, read } of await openSteps(files, options, cancel)) {
    for await (const found of read(entry, { bytesRead: 0 }, cancel)) {
      for (const parsed of found) {
        if (parsed.kind === 'document') documents.push(parsed.value);
        if (documents.length >= limit) return documents;
      }
    }
  }
  return documents;
}
