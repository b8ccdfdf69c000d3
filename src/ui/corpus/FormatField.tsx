import { Badge, NativeSelect } from '@mantine/core';
import type { FormatName, ImportPreview } from '../../workers/client.ts';
import { useImport } from './import-context.ts';
import { formatLabel } from './import-draft.ts';

/** What the files are read as: said, and chosen where they can be read in several ways. */
export function FormatField({ preview }: { preview: ImportPreview }) {
  const { chooseFormat } = useImport();
  if (preview.formats.length < 2) {
    return (
      <Badge variant="light" size="lg" tt="none">
        {formatLabel(preview.format, preview)}
      </Badge>
    );
  }
  return (
    <NativeSelect
      aria-label="Read as"
      value={preview.format}
      onChange={(event) => chooseFormat(event.currentTarget.value as FormatName)}
      data={preview.formats.map((format) => ({ value: format, label: formatLabel(format, preview) }))}
    />
  );
}
