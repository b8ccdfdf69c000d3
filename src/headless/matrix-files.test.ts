import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeNpy, writeNpyData } from '../testing/npy-files.ts';
import { openMatrixFile, readMatrixFile } from './matrix-file.ts';
import { openMatrices } from './matrix-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-matrices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const SCORES = [
  [0.5, 1, -2],
  [3, 0.25, 4],
];

test('rows are read from the disk, whatever floats it holds', async () => {
  writeNpy(at('single.npy'), SCORES);
  writeNpyData(at('double.npy'), { dtype: '<f8', shape: [2, 3] }, Float64Array.from(SCORES.flat()));
  for (const name of ['single.npy', 'double.npy']) {
    const file = await openMatrixFile(at(name));
    expect([file.rows, file.cols]).toEqual([2, 3]);
    expect(file.sha256).toBe(
      createHash('sha256')
        .update(readFileSync(at(name)))
        .digest('hex'),
    );
    expect([1, 0].map((row) => Array.from(file.readRow(row)))).toEqual([SCORES[1], SCORES[0]]);
    file.close();
    expect(await readMatrixFile(at(name))).toEqual({
      matrix: { rows: 2, cols: 3, data: Float32Array.from(SCORES.flat()) },
      sha256: file.sha256,
    });
  }
});

test('a file that has become shorter is told', async () => {
  writeNpy(at('S.npy'), SCORES);
  const file = await openMatrixFile(at('S.npy'));
  truncateSync(at('S.npy'), 128 + 20);
  expect(() => file.readRow(1)).toThrow(
    expect.objectContaining({
      name: 'ImportError',
      message: `${at('S.npy')} ends before row 2 does: it has changed since the command began. Run it again.`,
    }),
  );
  file.close();
});

describe('files that are no matrices are refused', () => {
  const flat = Float32Array.from(SCORES.flat());
  test.each([
    [
      'column by column',
      () => writeNpyData(at('S.npy'), { dtype: '<f4', shape: [2, 3], fortranOrder: true }, flat),
      '{} holds its array column by column (Fortran order); expected row by row. Save np.ascontiguousarray(array).',
    ],
    [
      'a vector',
      () => writeNpyData(at('S.npy'), { dtype: '<f4', shape: [6] }, flat),
      '{}: expected a matrix with rows and columns, found an array of the shape (6). Save an array of two dimensions.',
    ],
    [
      'no rows',
      () => writeNpyData(at('S.npy'), { dtype: '<f4', shape: [0, 3] }, new Float32Array(0)),
      '{}: expected a matrix with rows and columns, found an array of the shape (0, 3). Save an array of two dimensions.',
    ],
    [
      'cut off',
      () => {
        writeNpy(at('S.npy'), SCORES);
        truncateSync(at('S.npy'), 128 + 20);
      },
      '{} is not a .npy file, or is cut off or damaged: 20 bytes follow its header, where 2 x 3 entries of <f4 take 24. ' +
        'Save or copy it again, or choose another file.',
    ],
    [
      'something else',
      () => writeFileSync(at('S.npy'), 'query,document,score\n'),
      '{} is not a .npy file, or is cut off or damaged: it does not begin like one of version 1, 2 or 3. Save or copy it ' +
        'again, or choose another file.',
    ],
    [
      'a number that is none',
      () => writeNpy(at('S.npy'), [SCORES[0], [3, Number.NaN, 4]]),
      '{} holds NaN in row 2, column 2, counted from 1; expected numbers that are finite as float32. Correct them and ' +
        'run the command again.',
    ],
    [
      'a number beyond float32',
      () => writeNpyData(at('S.npy'), { dtype: '<f8', shape: [1, 2] }, Float64Array.of(1, -1e300)),
      '{} holds -Infinity in row 1, column 2, counted from 1; expected numbers that are finite as float32. Correct them ' +
        'and run the command again.',
    ],
    [
      'nothing',
      () => undefined,
      "Expected a matrix at {}, found: ENOENT: no such file or directory, stat '{}'. Name a .npy file.",
    ],
  ])('%s', async (_, write, message) => {
    write();
    const error = { name: 'ImportError', message: message.replaceAll('{}', at('S.npy')) };
    await expect(openMatrixFile(at('S.npy'))).rejects.toMatchObject(error);
    await expect(readMatrixFile(at('S.npy'))).rejects.toMatchObject(error);
  });
});

describe('matrices together', () => {
  const source = () => ({
    kind: 'matrices' as const,
    scores: at('S.npy'),
    itemEmbeddings: at('V.npy'),
    queryEmbeddings: at('U.npy'),
    anchorScores: at('A.npy'),
  });
  const write = (shapes: Partial<Record<'S' | 'V' | 'U' | 'A', [rows: number, cols: number]>>) => {
    const all = { S: [2, 3], V: [3, 4], U: [2, 4], A: [5, 3], ...shapes };
    for (const [name, [rows, cols]] of Object.entries(all)) {
      writeNpyData(
        at(`${name}.npy`),
        { dtype: '<f4', shape: [rows, cols] },
        new Float32Array(rows * cols).fill(1),
      );
    }
  };

  test('fit', async () => {
    write({});
    const { scores, itemEmbeddings, queryEmbeddings, anchorScores, hashes } = await openMatrices(source());
    expect([scores, itemEmbeddings, queryEmbeddings, anchorScores]).toMatchObject([
      { rows: 2, cols: 3 },
      { rows: 3, cols: 4 },
      { rows: 2, cols: 4 },
      { rows: 5, cols: 3 },
    ]);
    expect(Object.keys(hashes)).toEqual(['scores', 'item-embeddings', 'query-embeddings', 'anchor-scores']);
    scores.close();
  });

  test.each([
    [{ V: [4, 4] }, 'V.npy', '4 x 4', 'a row for each of the 3 columns of S.npy, which is 2 x 3'],
    [{ U: [3, 4] }, 'U.npy', '3 x 4', 'a row for each of the 2 rows of S.npy, which is 2 x 3'],
    [{ U: [2, 5] }, 'U.npy', '2 x 5', 'as many columns as V.npy, which is 3 x 4'],
    [{ A: [3, 5] }, 'A.npy', '3 x 5', 'a column for each of the 3 columns of S.npy, which is 2 x 3'],
  ] as const)('%o do not', async (shapes, file, found, expected) => {
    write(shapes as Parameters<typeof write>[0]);
    await expect(openMatrices(source())).rejects.toMatchObject({
      name: 'ImportError',
      message:
        `${at(file)} is ${found}; expected ${expected}. Scores are queries x items, embeddings a row each, anchor scores ` +
        'anchor queries x items.',
    });
  });
});
