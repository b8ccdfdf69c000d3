import { Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import type { IndexSummary } from '../../../core/index-records.ts';
import type { CorpusSummary } from '../../../core/records.ts';
import type { ExportedFile } from '../../../workers/client.ts';
import { useAsked } from '../../models/use-asked.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { usesOtherModels } from '../index-models.ts';
import classes from '../indexing.module.css';
import { IndexActions } from './IndexActions.tsx';
import { IndexDetails } from './IndexDetails.tsx';
import type { LibraryRow } from './library-rows.ts';
import { SpaceCells } from './SpaceCells.tsx';
import { staleText } from './top-up.ts';

interface Props {
  row: LibraryRow;
  index: IndexSummary;
  corpus: CorpusSummary;
  columnCount: number;
}

/** An index in the table; its details unfold in a row of their own. */
export function IndexRow({ row, index, corpus, columnCount }: Props) {
  const { client, encoderStatus } = useWorkspace();
  const [unfolded, { toggle }] = useDisclosure(false);
  const detailsId = useId();
  const exporting = useAsked<ExportedFile>();
  const { name, indexId } = index;
  const { corpusId } = corpus;
  const hasOtherModels = usesOtherModels(index, encoderStatus.value);
  const stale = staleText(index, corpus);

  async function save() {
    const file = await exporting.ask((signal) => client.exportIndex({ corpusId, indexId }, { signal }));
    if (file) saveFile(file);
  }

  return (
    <>
      <Table.Tr>
        <SpaceCells row={row}>
          {hasOtherModels && (
            <Text size="xs" fw={600}>
              Built with other models than this version of the app has: it cannot be searched. Build it again.
            </Text>
          )}
          {stale && (
            <Text size="xs" c="dimmed">
              {stale}
            </Text>
          )}
        </SpaceCells>
        <Table.Td>
          <IndexActions
            index={index}
            corpusId={corpusId}
            stale={hasOtherModels ? undefined : stale}
            unfolded={unfolded}
            detailsId={detailsId}
            isExporting={exporting.asking}
            onToggle={toggle}
            onExport={save}
          />
        </Table.Td>
      </Table.Tr>
      {exporting.error && (
        <Table.Tr>
          <Table.Td colSpan={columnCount}>
            <div className={classes.inView}>
              <ErrorAlert title={`“${name}” was not exported`} error={exporting.error} />
            </div>
          </Table.Td>
        </Table.Tr>
      )}
      {unfolded && (
        <Table.Tr id={detailsId}>
          <Table.Td colSpan={columnCount}>
            <div className={classes.inView}>
              <IndexDetails index={index} />
            </div>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
