import { Modal, ScrollArea, Table, Text } from '@mantine/core';
import type { ChartTable } from '../../report/chart.ts';
import { formatCount } from '../shared/format.ts';

export interface ChartDataProps {
  readonly title: string;
  readonly table: ChartTable;
  readonly onClose: () => void;
}

/** More are slow to lay out, and nobody reads them on a page. */
const SHOWN_ROWS = 300;

/** The numbers behind a chart, for those who cannot see it or want to know exactly. */
export function ChartData({ title, table: { fields, rows }, onClose }: ChartDataProps) {
  const shown = rows.slice(0, SHOWN_ROWS).map((row, place) => ({ key: `row ${place}`, row }));
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <ScrollArea.Autosize mah="60vh" viewportProps={{ tabIndex: 0 }}>
        <Table fz="sm" verticalSpacing={3} className="tabular">
          <Table.Thead>
            <Table.Tr>
              {fields.map((field) => (
                <Table.Th key={field} scope="col">
                  {field.replaceAll('_', ' ')}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ key, row }) => (
              <Table.Tr key={key}>
                {fields.map((field, c) => (
                  <Table.Td key={field} className="breakable">
                    {cellText(row[c])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {rows.length > SHOWN_ROWS && (
        <Text size="xs" c="dimmed" mt="xs">
          The first {formatCount(SHOWN_ROWS)} of {formatCount(rows.length)} rows; all are in the CSV.
        </Text>
      )}
    </Modal>
  );
}

function cellText(cell: string | number | undefined): string {
  if (cell === undefined) return '–';
  return typeof cell === 'string' || Number.isInteger(cell) ? String(cell) : cell.toPrecision(4);
}
