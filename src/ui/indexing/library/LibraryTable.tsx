import { Table } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CorpusDetails } from '../../../workers/client.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import classes from '../indexing.module.css';
import { ColumnHeading } from './ColumnHeading.tsx';
import { IndexRow } from './IndexRow.tsx';
import { INITIAL_ORDER, type LibraryColumn, libraryRows, nextOrder, sortRows } from './library-rows.ts';
import { SpaceCells } from './SpaceCells.tsx';

interface Column {
  readonly label: string;
  readonly help?: string;
  readonly numeric?: boolean;
}

const COLUMNS: Readonly<Record<LibraryColumn, Column>> = {
  name: { label: 'Name' },
  method: { label: 'Method' },
  heldOut: {
    label: 'Held-out error',
    help: 'Root mean square error on scored pairs that were kept out of training: of the vectors it started from → of these. In units of the cross-encoder’s scores, because each index scales them in its own way: only so can indexes be compared. Each has pairs of its own kept out.',
    numeric: true,
  },
  recall: {
    label: 'Recall',
    help: 'Measured over test queries with the settings given, and its 95 % interval. Never an estimate.',
    numeric: true,
  },
  calls: {
    label: 'Calls',
    help: 'Cross-encoder calls that its scores take, stored ones included.',
    numeric: true,
  },
  elapsedMs: { label: 'Build time', help: 'Scoring of what was not stored included.', numeric: true },
  createdMs: { label: 'Date' },
};
const NAMES = Object.keys(COLUMNS) as readonly LibraryColumn[];
/** The columns and the one of the actions. */
const COLUMN_COUNT = NAMES.length + 1;

/** A row for each item space. Scrolls in its own box where the screen is narrow. */
export function LibraryTable({ details }: { details: CorpusDetails }) {
  const { encoderStatus } = useWorkspace();
  const [order, setOrder] = useState(INITIAL_ORDER);
  const models = encoderStatus.value;
  const rows = useMemo(() => sortRows(libraryRows(details, models), order), [details, models, order]);
  return (
    <Table.ScrollContainer minWidth={1060} type="native" className={classes.scrolled}>
      <Table verticalSpacing={6} horizontalSpacing="xs" fz="sm" aria-label="Index library">
        <Table.Thead>
          <Table.Tr>
            {NAMES.map((column) => (
              <ColumnHeading
                key={column}
                {...COLUMNS[column]}
                sorted={order.column === column ? order.descending : undefined}
                onSort={() => setOrder(nextOrder(order, column))}
              />
            ))}
            <Table.Th>Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) =>
            row.index ? (
              <IndexRow
                key={row.itemSpace}
                row={row}
                index={row.index}
                corpus={details.corpus}
                columnCount={COLUMN_COUNT}
              />
            ) : (
              <Table.Tr key={row.itemSpace}>
                <SpaceCells row={row} />
                <Table.Td />
              </Table.Tr>
            ),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
