import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import type { Step } from './batch.ts';
import { boundTogether } from './bounded-entries.ts';
import { FORMATS } from './format-table.ts';
import { openInput } from './input.ts';
import { withPassages } from './passages.ts';
import type { ReadOptions, SourceFile } from './records.ts';

/**
 * What is to be read of the files, in order, and how.
 *
 * @throws ImportError when they are not of the format; InvalidArgumentError when a mapping is needed and absent, or when
 * passages are asked for that cannot be; whatever `cancel` throws.
 */
export async function openSteps(
  files: readonly SourceFile[],
  { format: name, mapping, chunking }: ReadOptions,
  cancel?: Cancel,
): Promise<Step[]> {
  if (name === 'beir' && chunking) {
    throw new XennError(
      'InvalidArgumentError',
      'A BEIR corpus is judged by whole documents, and judgements of documents that were cut would be lost. Leave them whole, ' +
        'or import its corpus.jsonl alone to cut them.',
    );
  }
  const { entries } = await openInput(files, cancel);
  const format = FORMATS[name];
  const selected = boundTogether(format.select(entries));
  const read = withPassages(format.reader(selected, mapping), chunking);
  return selected.map((entry) => ({ entry, read }));
}
