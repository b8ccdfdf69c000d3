import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { XennError } from '../core/errors.ts';
import type { CorpusSummary } from '../core/records.ts';
import { parseJsonFile } from '../engine/json-file.ts';
import type { Store } from '../engine/ports.ts';
import { writeWhole } from './write-whole.ts';

type ScoreStore = Pick<Store, 'readScores' | 'writeScores'>;

export interface FolderStore<S extends ScoreStore> {
  readonly store: S;
  /** Writes what has not been written. */
  flush(): void;
}

interface KeptQuery {
  readonly file: string;
  /** One a document, NaN where there is none. */
  readonly scores: Float32Array;
  scoredCount: number;
  isWritten: boolean;
}

const WRITE_EVERY_MS = 60_000;

const MARK = 'corpus.json';
const markSchema = v.object({ hash: v.string(), name: v.string() });

/** Of a query's scores by a cross-encoder, within a cache folder. */
export function scoreFilePath(crossEncoderHash: string, queryText: string): string {
  const queryHash = createHash('sha256').update(queryText.trim()).digest('hex');
  return join(crossEncoderHash.slice(0, 16), `${queryHash.slice(0, 32)}.f32`);
}

/**
 * A store of one corpus whose scores also lie in `folder`, one file a query and cross-encoder. A file is read when its
 * query is first asked for, and written when the query is finished, with all others every minute, and on `flush`. Reading
 * one of another length than the corpus throws an ImportError. `nowMs` is a clock in milliseconds.
 */
export function withScoreFolder<S extends ScoreStore>(
  store: S,
  folder: string,
  documentCount: number,
  nowMs: () => number,
): FolderStore<S> {
  /** By file. */
  const queries = new Map<string, Promise<KeptQuery>>();
  const opened: KeptQuery[] = [];
  let writtenMs = nowMs();

  /** The query's file, its scores in the store. */
  function open(corpusId: string, crossEncoderHash: string, queryText: string): Promise<KeptQuery> {
    const file = join(folder, scoreFilePath(crossEncoderHash, queryText));
    const found = queries.get(file);
    if (found) return found;
    const opening = load(file, corpusId, crossEncoderHash, queryText);
    queries.set(file, opening);
    return opening;
  }

  async function load(
    file: string,
    ...[corpusId, crossEncoderHash, queryText]: Parameters<typeof open>
  ): Promise<KeptQuery> {
    const scores = existsSync(file)
      ? readScoreFile(file, documentCount)
      : new Float32Array(documentCount).fill(Number.NaN);
    const docRows = Uint32Array.from(scores.keys()).filter((docRow) => !Number.isNaN(scores[docRow]));
    if (docRows.length > 0) {
      const known = { docRows, scores: Float32Array.from(docRows, (docRow) => scores[docRow]) };
      await store.writeScores(corpusId, crossEncoderHash, queryText, known);
    }
    const query = { file, scores, scoredCount: docRows.length, isWritten: true };
    opened.push(query);
    return query;
  }

  function flush(): void {
    for (const query of opened) writeScoreFile(query);
    writtenMs = nowMs();
  }

  return {
    flush,
    store: {
      ...store,
      async readScores(corpusId, crossEncoderHash, queryText) {
        await open(corpusId, crossEncoderHash, queryText);
        return store.readScores(corpusId, crossEncoderHash, queryText);
      },
      async writeScores(corpusId, crossEncoderHash, queryText, known) {
        const query = await open(corpusId, crossEncoderHash, queryText);
        await store.writeScores(corpusId, crossEncoderHash, queryText, known);
        known.docRows.forEach((docRow, position) => {
          if (!Number.isNaN(query.scores[docRow])) return;
          query.scores[docRow] = known.scores[position];
          query.scoredCount += 1;
          query.isWritten = false;
        });
        if (query.scoredCount === documentCount) writeScoreFile(query);
        if (nowMs() - writtenMs >= WRITE_EVERY_MS) flush();
      },
    },
  };
}

/**
 * Marks a folder as this corpus's: its files go by row numbers, which are other documents in another corpus. Throws
 * ImportError where it is marked as another's, or its mark cannot be read.
 */
export function claimScoreFolder(folder: string, { hash, name }: Pick<CorpusSummary, 'hash' | 'name'>): void {
  const file = join(folder, MARK);
  if (!existsSync(file)) {
    writeWhole(file, `${JSON.stringify({ hash, name })}\n`);
    return;
  }
  const found = parseJsonFile(
    readFileSync(file, 'utf8'),
    markSchema,
    () => undefined,
    (problem) =>
      new XennError(
        'ImportError',
        `${file}: expected the hash and name of the corpus whose scores the folder holds, found ${problem}. Name another ` +
          'folder with --cache.',
      ),
  );
  if (found.hash === hash) return;
  throw new XennError(
    'ImportError',
    `${folder} holds scores of another corpus, “${found.name}” (SHA-256 ${found.hash.slice(0, 8)}…); expected those of ` +
      `“${name}” (${hash.slice(0, 8)}…). Name another folder with --cache.`,
  );
}

/** Whether a file of the cache is there and has a score for every document. */
export function isComplete(file: string): boolean {
  if (!existsSync(file)) return false;
  const bytes = readFileSync(file);
  for (let offset = 0; offset < bytes.length; offset += 4) {
    if (Number.isNaN(bytes.readFloatLE(offset))) return false;
  }
  return true;
}

function readScoreFile(file: string, documentCount: number): Float32Array {
  const bytes = readFileSync(file);
  if (bytes.length !== 4 * documentCount) {
    throw new XennError(
      'ImportError',
      `${file}: expected a float32 for each of ${documentCount} documents, ${4 * documentCount} bytes, found ` +
        `${bytes.length}. It belongs to another corpus: name another folder with --cache.`,
    );
  }
  return Float32Array.from({ length: documentCount }, (_, docRow) => bytes.readFloatLE(4 * docRow));
}

function writeScoreFile(query: KeptQuery): void {
  if (query.isWritten) return;
  const bytes = Buffer.alloc(4 * query.scores.length);
  query.scores.forEach((score, docRow) => void bytes.writeFloatLE(score, 4 * docRow));
  writeWhole(query.file, bytes);
  query.isWritten = true;
}
