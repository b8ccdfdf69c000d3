/** Projects and documents for a corpus that is there. */
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const JUNK = bytesOf('SQLite format 3\0 and then nothing of the kind');

const MANIFEST = {
  format: 'xenn-project',
  version: 1,
  appVersion: '0.1.0',
  createdMs: 0,
  corpus: { name: 'a', documentCount: 1, queryCount: 0, judgementCount: 0, hash: '' },
  parts: [
    {
      path: 'corpus.sqlite3',
      kind: 'database',
      bytes: JUNK.byteLength,
      sha256: createHash('sha256').update(JUNK).digest('hex'),
    },
  ],
};

/** A zip of these files, stored. */
function projectCase(name: string, files: () => Record<string, Uint8Array>, error: string): HostileCase {
  return {
    name,
    way: 'project',
    files: () => [sourceFile('a.xenn', zipSync(files(), { level: 0 }))],
    expected: { error },
  };
}

const manifestOf = (change: object) => ({
  'manifest.json': bytesOf(JSON.stringify({ ...MANIFEST, ...change })),
});

const moreCase = (name: string, text: string, expected: Outcome): HostileCase => ({
  name,
  way: 'more',
  files: () => [sourceFile('a.jsonl', text)],
  mapping: { id: 'id', text: 'text' },
  expected,
});

export const PROJECT_CASES: readonly HostileCase[] = [
  {
    name: 'no zip',
    way: 'project',
    files: () => [sourceFile('a.xenn', 'SQLite format 3')],
    expected: {
      error:
        'ImportError: a.xenn is not a complete zip: the directory at its end is missing. Download or copy it again.',
    },
  },
  projectCase(
    'a zip of something else',
    () => ({ 'corpus.jsonl': bytesOf('{"_id": "a", "text": "one"}') }),
    'ImportError: a.xenn is a zip but not a project: expected manifest.json in it, found none. Choose a file that was exported as a project, or import this one as a corpus.',
  ),
  projectCase(
    'a later version',
    () => ({ ...manifestOf({ version: 2 }), 'corpus.sqlite3': JUNK }),
    'ImportError: a.xenn is a project of version 2, which a newer xenn wrote; this one reads version 1. Reload the page to get the newest, or open the project where it was made.',
  ),
  projectCase(
    'a manifest alone',
    () => manifestOf({}),
    'ImportError: a.xenn is damaged: its part corpus.sqlite3 is missing. Nothing was imported; copy or export the project again.',
  ),
  projectCase(
    'a database that was changed',
    () => ({ ...manifestOf({}), 'corpus.sqlite3': bytesOf('x'.repeat(JUNK.byteLength)) }),
    'ImportError: a.xenn is damaged: its part corpus.sqlite3 has the SHA-256 15b526372a5ee9a39c8eff1d35476aa2460d88be13a299e9e88f64fa0e203477, and 63b116a7c4c88e62585c755e73275ab95f747c71757c16c59104f1d9914360a0 was expected. Nothing was imported; copy or export the project again.',
  ),
  projectCase(
    'a database that is none',
    () => ({ ...manifestOf({}), 'corpus.sqlite3': JUNK }),
    'StorageError: Expected the database file of a corpus as xenn stores it, found a file of another kind. Nothing of it was kept: export it again where the corpus is stored, or choose another file.',
  ),
  projectCase(
    'a path that climbs',
    () => ({
      ...manifestOf({ parts: [{ ...MANIFEST.parts[0], path: '../../corpus.sqlite3' }] }),
      '../../corpus.sqlite3': JUNK,
    }),
    'StorageError: Expected the database file of a corpus as xenn stores it, found a file of another kind. Nothing of it was kept: export it again where the corpus is stored, or choose another file.',
  ),
  projectCase(
    'prototype keys',
    () => ({
      'manifest.json': bytesOf('{"__proto__": {"polluted": true}, "format": "xenn-project"}'),
    }),
    'ImportError: a.xenn: expected the manifest of a project that xenn exported (format xenn-project, version 1), found at version “Invalid key: Expected "version" but received undefined”. Export the project again, or choose another file.',
  ),
  moreCase('documents without text', '{"id": "x", "text": ""}\n{"id": "__proto__"}\n', {
    error:
      'ImportError: Expected at least one document with a text, found none: 2 lines were refused, the first in a.jsonl, line 1: "text" is empty or missing. Nothing was stored; check the file and the chosen columns.',
  }),
  moreCase(
    'a prototype key as id',
    '{"id": "__proto__", "text": "one"}\n{"id": "__proto__", "text": "two"}\n',
    {
      documents: [['__proto__', '', 'one']],
      refused: ['a.jsonl:2 a document with the id "__proto__" is in the corpus already; it was kept'],
    },
  ),
];
