/** Scores: archives and tables that lie, texts and numbers that are none. */
import { zipSync } from 'fflate';
import { concat } from '../../formats/decode.ts';
import { encodeNpyStrings } from '../../formats/npy-header.ts';
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome, Way } from './hostile-case.ts';
import { npy } from './npy-bytes.ts';
import { rawZip } from './raw-zip.ts';

function fileCase(
  way: Way,
  name: string,
  path: string,
  content: () => Uint8Array | string,
  expected: Outcome,
): HostileCase {
  return { name, way, files: () => [sourceFile(path, content())], expected };
}

const texts = (values: readonly string[], width = 4) =>
  npy(`<U${width}`, [values.length], encodeNpyStrings(values, width));

export const SCORE_CASES: readonly HostileCase[] = [
  fileCase(
    'scores',
    'infinite scores',
    'a.npz',
    () =>
      zipSync({
        'scores.npy': npy('<f4', [1, 2], Float32Array.of(1, -1 / 0)),
        'queries.npy': texts(['q']),
        'doc_ids.npy': texts(['d0', 'd1']),
      }),
    {
      error:
        'ImportError: The scores of a.npz hold -Infinity in row 1, column 2, counted from 1; expected finite numbers, and NaN for pairs without a score. Nothing was imported.',
    },
  ),
  fileCase(
    'scores',
    'documents that are not there',
    'a.npz',
    () =>
      zipSync({
        'scores.npy': npy('<f4', [1, 2], Float32Array.of(1, 2)),
        'queries.npy': texts(['q']),
        'doc_ids.npy': texts(['<b>', 'd1']),
      }),
    {
      error:
        "ImportError: a.npz has scores of 1 documents that this corpus does not have: '<b>'. Expected the ids of its documents. Nothing was imported; choose the corpus that they belong to, or leave them out.",
    },
  ),
  fileCase(
    'scores',
    'no scores at all',
    'a.npz',
    () =>
      zipSync({
        'scores.npy': npy('<f4', [1, 2], new Float32Array(2).fill(Number.NaN)),
        'queries.npy': texts(['q']),
        'doc_ids.npy': texts(['d0', 'd1']),
      }),
    { error: 'ImportError: a.npz holds no score. Expected one for a pair at least.' },
  ),
  fileCase(
    'scores',
    'texts that are no Unicode',
    'a.npz',
    () =>
      zipSync({
        'scores.npy': npy('<f4', [1, 1], Float32Array.of(1)),
        'queries.npy': npy('<U1', [1], Uint32Array.of(0x110000)),
        'doc_ids.npy': texts(['d0']),
      }),
    {
      error:
        'ImportError: queries.npy is not a .npy file, or is cut off or damaged: its texts are not Unicode. Save or copy it again, or choose another file.',
    },
  ),
  fileCase(
    'scores',
    'half a surrogate pair as a text',
    'a.npz',
    () =>
      zipSync({
        'scores.npy': npy('<f4', [1, 1], Float32Array.of(1)),
        'queries.npy': npy('<U1', [1], Uint32Array.of(0xd800)),
        'doc_ids.npy': texts(['d0']),
      }),
    {
      error:
        'ImportError: queries.npy is not a .npy file, or is cut off or damaged: its texts are not Unicode. Save or copy it again, or choose another file.',
    },
  ),
  fileCase(
    'scores',
    'texts said to take 4 GiB in a zip of 300 bytes',
    'a.npz',
    () => {
      const queries = npy('<U1000', [1_000_000], new Uint8Array(0));
      return rawZip([
        { name: 'scores.npy', data: npy('<f4', [1, 1], Float32Array.of(1)) },
        {
          name: 'queries.npy',
          data: queries,
          says: { packedBytes: 30_000_000, unpackedBytes: queries.length + 4_000_000_000 },
        },
        { name: 'doc_ids.npy', data: texts(['d0']) },
      ]);
    },
    {
      error:
        'ImportError: a.npz is a damaged zip: queries.npy would reach into doc_ids.npy. Download or copy it again.',
    },
  ),
  fileCase(
    'scores',
    'arrays of which one is missing',
    'a.npz',
    () => zipSync({ 'scores.npy': npy('<f4', [1, 1], Float32Array.of(1)) }),
    {
      error:
        "ImportError: Expected the arrays scores, queries and doc_ids in a.npz, found scores. Numbers alone do not say which queries and documents they belong to. Save them together: np.savez('scores.npz', scores=scores, queries=np.array(texts), doc_ids=np.array(ids)), or as Parquet with the columns query, doc_id and score.",
    },
  ),
  fileCase('scores', 'an empty .npz', 'a.npz', () => '', {
    error:
      'ImportError: a.npz is not a complete zip: the directory at its end is missing. Download or copy it again.',
  }),
  fileCase('scores', 'an empty .parquet', 'a.parquet', () => '', {
    error:
      'ImportError: a.parquet is not a Parquet file, or is cut off or damaged: it does not begin like one. Save or copy it again, or choose another file.',
  }),
  fileCase('scores', 'eight bytes of Parquet', 'a.parquet', () => 'PAR1PAR1', {
    error:
      'ImportError: a.parquet is not a Parquet file, or is cut off or damaged: it does not begin like one. Save or copy it again, or choose another file.',
  }),
  fileCase(
    'scores',
    'a Parquet file whose footer is longer than it',
    'a.parquet',
    () =>
      concat([
        new TextEncoder().encode('PAR1xxxx'),
        Uint8Array.of(255, 255, 255, 127),
        new TextEncoder().encode('PAR1'),
      ]),
    {
      error:
        'ImportError: a.parquet is not a Parquet file, or is cut off or damaged: parquet metadata length 2147483647 exceeds available buffer 8. Save or copy it again, or choose another file.',
    },
  ),
  fileCase(
    'scores',
    'a Parquet file of zeros',
    'a.parquet',
    () =>
      concat([
        new TextEncoder().encode('PAR1'),
        new Uint8Array(1000),
        Uint8Array.of(100, 0, 0, 0),
        new TextEncoder().encode('PAR1'),
      ]),
    {
      error:
        "ImportError: a.parquet is not a Parquet file, or is cut off or damaged: Cannot read properties of undefined (reading 'map'). Save or copy it again, or choose another file.",
    },
  ),
];
