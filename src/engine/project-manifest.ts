/** What a project file says of itself: `manifest.json`, the first file of its zip. */
import * as v from 'valibot';
import { XennError } from '../core/errors.ts';
import { parseJsonFile } from './json-file.ts';
import { count, LAST_MS, natural } from './schema-parts.ts';

export const MANIFEST_PATH = 'manifest.json';
export const PROJECT_ENDING = '.xenn';

const FORMAT = 'xenn-project';
const VERSION = 1;

const part = v.object({
  /** Of the file in the zip. */
  path: v.string(),
  kind: v.picklist(['database', 'run', 'experiment']),
  bytes: natural,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const head = v.object({ format: v.literal(FORMAT), version: count });

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  appVersion: v.string(),
  createdMs: v.pipe(natural, v.maxValue(LAST_MS)),
  /** For people, and to check what comes out of the database against. */
  corpus: v.object({
    name: v.string(),
    documentCount: count,
    queryCount: natural,
    judgementCount: natural,
    hash: v.string(),
  }),
  parts: v.array(part),
});

/** A file of the project beside the manifest; `sha256` is hex. */
export type ProjectPart = v.InferOutput<typeof part>;
export type ProjectManifest = v.InferOutput<typeof manifestSchema>;

export function writeManifest(manifest: Omit<ProjectManifest, 'format' | 'version'>): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...manifest }, undefined, 2)}\n`;
}

/**
 * Reads back what `writeManifest` wrote. `path` is the project file's. Throws ImportError where it is none, of a newer
 * version, or does not name exactly one database and each path once.
 */
export function readManifest(text: string, path: string): ProjectManifest {
  const refuse = (found: string) =>
    new XennError(
      'ImportError',
      `${path}: expected the manifest of a project that xenn exported (format ${FORMAT}, version ${VERSION}), found ${found}. ` +
        'Export the project again, or choose another file.',
    );
  const { version } = parseJsonFile(text, head, () => undefined, refuse);
  if (version > VERSION) {
    throw new XennError(
      'ImportError',
      `${path} is a project of version ${version}, which a newer xenn wrote; this one reads version ${VERSION}. Reload the page to get the newest, or open the project where it was made.`,
    );
  }
  return parseJsonFile(text, manifestSchema, findProblem, refuse);
}

function findProblem({ parts }: ProjectManifest): string | undefined {
  const databases = parts.filter(({ kind }) => kind === 'database').length;
  if (databases !== 1) return `${databases} databases instead of one`;
  if (new Set(parts.map((each) => each.path)).size < parts.length) return 'a part that is named twice';
  return undefined;
}
