import { type FileMetaData, parquetSchema } from 'hyparquet';

/**
 * A footer as it was decoded, if its schema is a tree and its row groups have what is read of them. The decoder puts into each
 * field what a file says is there: a number in the place of a list, too.
 *
 * @throws Error that says what is wrong.
 */
export function checkFooter(metadata: FileMetaData): FileMetaData {
  // Throws where there are fewer elements than they say.
  parquetSchema(metadata);
  for (const { columns } of metadata.row_groups) {
    if (!Array.isArray(columns)) throw new Error('a row group has no list of columns');
    for (const { meta_data: meta } of columns) {
      if (meta && !Array.isArray(meta.path_in_schema)) throw new Error('a column of a row group has no path');
    }
  }
  if (!Array.isArray(metadata.key_value_metadata ?? [])) throw new Error('its own notes are no list');
  return metadata;
}
