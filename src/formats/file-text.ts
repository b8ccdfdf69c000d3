import type { Cancel } from '../core/types.ts';
import type { TextSpan } from './parsed.ts';

/** What a file that is one document holds. */
export interface FileText {
  /** '' where it says none. */
  readonly title: string;
  readonly text: string;
  /** Where its headings stand in `text`: each is a line of it. */
  readonly headings: readonly TextSpan[];
}

/** Reads a file that is one document. Throws ImportError when it is not what its name says; whatever `cancel` throws. */
export type FileTextReader = (
  bytes: Uint8Array,
  path: string,
  cancel?: Cancel,
) => FileText | Promise<FileText>;
