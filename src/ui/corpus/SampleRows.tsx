import { Badge, Group, Table, Text } from '@mantine/core';
import type { ImportPreview } from '../../workers/client.ts';
import classes from './corpus.module.css';
import type { ImportDraft } from './import-draft.ts';

interface Props {
  preview: ImportPreview;
  draft: ImportDraft;
}

/** The first rows of the input, with the part each column plays. */
export function SampleRows({ preview: { columns, sampleRows }, draft }: Props) {
  const rows = sampleRows.map((cells, i) => ({ line: i + 1, cells }));
  return (
    <Table.ScrollContainer minWidth={columns.length > 2 ? 560 : 0} maxHeight={280} className={classes.sample}>
      <Table withTableBorder fz="xs" stickyHeader aria-label="First rows of the input">
        {columns.length > 0 && (
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>
                  <Group gap={6} wrap="nowrap">
                    {column}
                    {partsOf(column, draft).map((part) => (
                      <Badge key={part} size="xs" variant="light" tt="none" miw="max-content">
                        {part}
                      </Badge>
                    ))}
                  </Group>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
        )}
        <Table.Tbody>
          {rows.map(({ line, cells }) => (
            <Table.Tr key={line}>
              {cells.map((cell, column) => (
                <Table.Td key={columns[column] ?? 'line'}>
                  <Text size="xs" lineClamp={2} className="breakable">
                    {cell}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function partsOf(column: string, draft: ImportDraft): string[] {
  const parts = { id: draft.idColumn, title: draft.titleColumn, text: draft.textColumn };
  return Object.entries(parts).flatMap(([part, chosen]) => (chosen === column ? [part] : []));
}
