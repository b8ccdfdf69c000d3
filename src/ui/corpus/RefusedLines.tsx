import { Spoiler, Stack, Table, Text } from '@mantine/core';
import type { RefusedLine } from '../../core/records.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';

interface Props {
  /** The first of them. */
  refused: readonly RefusedLine[];
  refusedCount: number;
}

const SHOWN = 100;

/** What was not taken and why, line by line. */
export function RefusedLines({ refused, refusedCount }: Props) {
  if (refusedCount === 0) return null;
  const shown = refused.slice(0, SHOWN);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {formatCountOf(refusedCount, 'line was', 'lines were')} refused
      </Text>
      <Spoiler
        maxHeight={220}
        showLabel="Show all listed"
        hideLabel="Show fewer"
        styles={{ control: { fontSize: 'var(--mantine-font-size-sm)' } }}
      >
        <Table fz="xs" withTableBorder aria-label="Refused lines">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>Line</Table.Th>
              <Table.Th>Reason</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ file, line, reason }) => (
              <Table.Tr key={`${file}:${line}:${reason}`}>
                <Table.Td className="breakable">{file}</Table.Td>
                <Table.Td className="tabular">{line === 0 ? 'whole file' : formatCount(line)}</Table.Td>
                <Table.Td className="breakable">{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Spoiler>
      {refusedCount > shown.length && (
        <Text size="sm" c="dimmed">
          and {formatCount(refusedCount - shown.length)} more
        </Text>
      )}
    </Stack>
  );
}
