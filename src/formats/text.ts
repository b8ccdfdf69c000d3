import { toDocument } from './document.ts';
import { byLines } from './entry-reader.ts';
import type { Format } from './format.ts';
import { readHead } from './head.ts';
import { SAMPLE_ROWS } from './limits.ts';
import { isUsable } from './lines.ts';
import { eachLine } from './parsed.ts';
import { selectSingle } from './single.ts';

const EXTENSIONS = ['.txt', '.text'];

/** Plain text: every line that is not blank is a document, and its line number the id. */
export const text: Format = {
  extensions: EXTENSIONS,
  select: (entries) => selectSingle(entries, EXTENSIONS),
  async sample([entry]) {
    const lines = (await readHead(entry)).filter(isUsable);
    return { columns: [], sampleRows: lines.slice(0, SAMPLE_ROWS).map((line) => [line.text]) };
  },
  reader: () =>
    byLines(() =>
      eachLine((text, line) => toDocument({ id: undefined, title: undefined, text }, { text: 'text' }, line)),
    ),
};
