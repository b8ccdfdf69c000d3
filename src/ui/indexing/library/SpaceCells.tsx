import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatDate, formatDuration } from '../../shared/format.ts';
import { heldOutText } from '../held-out-error.ts';
import type { LibraryRow } from './library-rows.ts';
import { recallSettingsText, recallText } from './recall-text.ts';

interface Props {
  row: LibraryRow;
  /** Under the name: what a person should know first. */
  children?: ReactNode;
}

/** What is known of an item space, a cell a column. */
export function SpaceCells({ row, children }: Props) {
  const { name, method, index, heldOut, recall, calls, elapsedMs, createdMs } = row;
  return (
    <>
      <Table.Th scope="row" fw={500} className="breakable" miw="10rem">
        {name}
        {children}
      </Table.Th>
      <Table.Td miw="8.5rem">{method}</Table.Td>
      <NumberCell>{heldOut && heldOutText(heldOut)}</NumberCell>
      <NumberCell missing="not measured">
        {recall && (
          <>
            <Text span size="sm">
              {recallText(recall)}
            </Text>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'normal' }}>
              {recallSettingsText(recall.settings, recall.queryCount, index?.provenance.method.kind)}
            </Text>
          </>
        )}
      </NumberCell>
      <NumberCell>{formatCount(calls)}</NumberCell>
      <NumberCell>{elapsedMs !== undefined && formatDuration(elapsedMs)}</NumberCell>
      <Table.Td miw="6.5rem">{createdMs !== undefined ? formatDate(createdMs) : '–'}</Table.Td>
    </>
  );
}

function NumberCell({ missing = '–', children }: { missing?: string; children: ReactNode }) {
  return (
    <Table.Td ta="right" className="tabular" style={{ whiteSpace: 'nowrap' }}>
      {children || (
        <Text span size="sm" c="dimmed">
          {missing}
        </Text>
      )}
    </Table.Td>
  );
}
