import type { FileMetaData } from 'hyparquet';

/**
 * A footer as it was decoded, if its row groups have what is read of them. The decoder puts into each field what a file says
 * is there: a number in the place of a list, too.
 *
 * @throws Error that says what is wrong.
 */
export function checkFooter(metadata: FileMetaData): FileMetaData {
  for (const { columns } of metadata.row_groups) {
    if (!Array.isArray(columns)) throw new Error('a row group has no list of columns');
    for (const { meta_data: meta } of columns) {
      if (meta && !Array.isArray(meta.path_in_schema)) throw new Error('a column of a row group has no path');
    }
  }
  return metadata;
}
