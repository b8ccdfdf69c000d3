import type { FileMetaData } from 'hyparquet';
import { expect, test } from 'vitest';
import { checkFooter } from './parquet-footer.ts';

const SCHEMA = [
  { name: 'root', num_children: 1 },
  { name: 'a', type: 'BYTE_ARRAY' },
];
const column = { file_offset: 0n, meta_data: { path_in_schema: ['a'] } };

test.each([
  ['no row group', []],
  ['row groups with columns', [{ columns: [column] }, { columns: [] }]],
  ['a column whose metadata is elsewhere', [{ columns: [{ file_offset: 4n }] }]],
])('%s is taken', (_, groups) => {
  const metadata = { schema: SCHEMA, row_groups: groups } as unknown as FileMetaData;
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
  expect(() => checkFooter({ schema: SCHEMA, row_groups: groups } as unknown as FileMetaData)).toThrow(
    new Error(message),
  );
});

test('notes that are no list are refused', () => {
  const metadata = { schema: SCHEMA, row_groups: [], key_value_metadata: Uint8Array.of(1) };
  expect(() => checkFooter(metadata as unknown as FileMetaData)).toThrow(
    new Error('its own notes are no list'),
  );
});

test('a schema of fewer elements than it says is refused', () => {
  const metadata = { schema: SCHEMA.slice(0, 1), row_groups: [] } as unknown as FileMetaData;
  expect(() => checkFooter(metadata)).toThrow(Error);
});
