import { NativeSelect, SimpleGrid } from '@mantine/core';
import type { ImportPreview } from '../../workers/client.ts';
import { useImport } from './import-context.ts';
import type { DraftProblems, ImportDraft } from './import-draft.ts';

interface Props {
  preview: ImportPreview;
  draft: ImportDraft;
  problems: DraftProblems;
}

/** Which column holds the text, the title, the id. */
export function ColumnMappingFields({ preview, draft, problems }: Props) {
  const { edit } = useImport();
  const columns = preview.columns.map((column) => ({ value: column, label: column }));
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <NativeSelect
        label="Text column"
        value={draft.textColumn}
        onChange={(event) => edit({ textColumn: event.currentTarget.value })}
        data={[{ value: '', label: 'Choose …', disabled: true }, ...columns]}
        error={problems.textColumn}
        required
        withAsterisk={false}
      />
      <NativeSelect
        label="Title column"
        value={draft.titleColumn}
        onChange={(event) => edit({ titleColumn: event.currentTarget.value })}
        data={[{ value: '', label: 'No titles' }, ...columns]}
        error={problems.titleColumn}
      />
      <NativeSelect
        label="Id column"
        value={draft.idColumn}
        onChange={(event) => edit({ idColumn: event.currentTarget.value })}
        data={[{ value: '', label: 'The line number' }, ...columns]}
      />
    </SimpleGrid>
  );
}
