import type { FileMetaData } from 'hyparquet';
import { expect, test } from 'vitest';
import { checkFooter } from './parquet-footer.ts';

const column = { file_offset: 0n, meta_data: { path_in_schema: ['a'] } };

test.each([
  ['no row group', []],
  ['row groups with columns', [{ columns: [column] }, { columns: [] }]],
  ['a column whose metadata is elsewhere', [{ columns: [{ file_offset: 4n }] }]],
])('%s is taken', (_, groups) => {
  const metadata = { row_groups: groups } as unknown as FileMetaData;
  expect(checkFooter(metadata)).toBe(metadata);
});

test.each([
  ['a number for columns', [{ columns: 5 }], 'a row group has no list of columns'],
  ['no columns', [{ columns: [column] }, {}], 'a row group has no list of columns'],
  [
    'a number for a path',
    [{ columns: [{ meta_data: { path_in_schema: 3n } }] }],
    'a column of a row group has no path',
  ],
])('%s is refused', (_, groups, message) => {
  expect(() => checkFooter({ row_groups: groups } as unknown as FileMetaData)).toThrow(new Error(message));
});
