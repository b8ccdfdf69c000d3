/** What a person dropped or picked, as the engine wants it. */
import type { PickedFile } from '../../workers/client.ts';

/** A browser's file; drop zones add the path inside the dropped folder. */
export interface BrowserFile extends Blob {
  readonly name: string;
  /** Set when a folder was picked: 'scifact/corpus.jsonl', else ''. */
  readonly webkitRelativePath?: string;
  /** Set when dropped: '/scifact/corpus.jsonl' or './corpus.jsonl'. */
  readonly path?: string;
}

/** Paths without a leading './' or '/'; files that the system hides ('.DS_Store') are left out. */
export function toPickedFiles(files: readonly BrowserFile[]): PickedFile[] {
  return files
    .map((file) => ({ path: pathOf(file), file }))
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')));
}

function pathOf({ name, webkitRelativePath, path }: BrowserFile): string {
  return (webkitRelativePath || path || name).replace(/^(\.?\/)+/, '');
}

/** The folder or file a corpus came from: 'scifact', 'pages.jsonl', '3 files'. */
export function sourceNameOf(files: readonly PickedFile[]): string {
  const roots = new Set(files.map(({ path }) => path.split('/')[0]));
  const [root] = roots;
  return roots.size === 1 ? root : `${files.length} files`;
}
