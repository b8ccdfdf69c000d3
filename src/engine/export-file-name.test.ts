import { expect, test } from 'vitest';
import { exportFileName } from './export-file-name.ts';

test.each([
  ['My corpus/v2', 'My-corpus-v2.npz'],
  ['  Zürich: 100 % ', 'Zürich-100.npz'],
  ['../..\\con?', 'con.npz'],
  ['日本', '日本.npz'],
  ['???', 'export.npz'],
  ['', 'export.npz'],
  ['a'.repeat(200), `${'a'.repeat(80)}.npz`],
])('%j is saved as %s', (name, fileName) => {
  expect(exportFileName(name, '.npz')).toBe(fileName);
});
