import { decodeText } from './decode.ts';
import type { FileTextReader } from './file-text.ts';

/** Plain text as it is; line ends become LF. It says no title and no headings. */
export const readPlainText: FileTextReader = (bytes, path) => ({
  title: '',
  text: decodeText(bytes, path).replace(/\r\n?/g, '\n').trim(),
  headings: [],
});
