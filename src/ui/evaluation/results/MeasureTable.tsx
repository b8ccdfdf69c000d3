import { Group, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ChartInput } from '../../../report/chart.ts';
import { estimateOf, measureGroups, measureLabel } from '../../../report/measures.ts';
import type { MeasureEstimate, MeasureName } from '../../../workers/client.ts';
import { formatCount, formatDuration } from '../../shared/format.ts';
import classes from '../evaluation.module.css';
import { estimateText } from './estimate-text.ts';

/** Every cell of the grid and every reference ranking, by the measures of the chosen kind. */
export function MeasureTable({ request, statistics }: ChartInput) {
  const groups = measureGroups(request.ks, statistics);
  const [title, setTitle] = useState<string>();
  const { measures } = groups.find((group) => group.title === title) ?? groups[0];
  const hasModelTime = statistics.cells.some(({ modelMs }) => modelMs !== undefined);
  return (
    <Stack gap="xs">
      <Group>
        <NativeSelect
          size="xs"
          label="Measures"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          data={groups.map((group) => group.title)}
        />
      </Group>
      <Table.ScrollContainer minWidth={560}>
        <Table fz="sm" verticalSpacing={4} aria-label="Measures of each method">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Method</Table.Th>
              <Table.Th scope="col" ta="right">
                Budget
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Calls
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Search
              </Table.Th>
              {hasModelTime && (
                <Table.Th scope="col" ta="right">
                  Model (estimate)
                </Table.Th>
              )}
              {measures.map((measure) => (
                <Table.Th key={measure} scope="col" ta="right">
                  {measureLabel(measure)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {statistics.cells.map((cell) => (
              <Table.Tr key={`${cell.methodIndex} ${cell.budget}`}>
                <Table.Th scope="row" fw={500} className={classes.method}>
                  {request.methods[cell.methodIndex].label}
                </Table.Th>
                <Table.Td ta="right">{formatCount(cell.budget)}</Table.Td>
                <Table.Td ta="right">{formatCount(cell.calls)}</Table.Td>
                <Table.Td ta="right" className={classes.nowrap}>
                  {formatDuration(cell.searchMs)}
                </Table.Td>
                {hasModelTime && (
                  <Table.Td ta="right" fs="italic" className={classes.nowrap}>
                    {cell.modelMs === undefined ? '–' : `≈ ${formatDuration(cell.modelMs)}`}
                  </Table.Td>
                )}
                <MeasureCells estimates={cell.measures} measures={measures} />
              </Table.Tr>
            ))}
            {statistics.references.map((reference, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: older records may have two of one name; runs are only ever added.
              <Table.Tr key={position}>
                <Table.Th scope="row" fw={500} c="dimmed" className={classes.method}>
                  {reference.name}
                </Table.Th>
                <Table.Td ta="right" c="dimmed" colSpan={hasModelTime ? 4 : 3}>
                  no search
                </Table.Td>
                <MeasureCells estimates={reference.measures} measures={measures} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        Means over queries with their 95 % intervals. Search: measured, without the cross-encoder.
        {hasModelTime && ' Model: calls times the measured time for a pair.'}
      </Text>
    </Stack>
  );
}

interface MeasureCellsProps {
  estimates: readonly MeasureEstimate[];
  measures: readonly MeasureName[];
}

function MeasureCells({ estimates, measures }: MeasureCellsProps) {
  return measures.map((measure) => {
    const estimate = estimateOf({ measures: estimates }, measure);
    return (
      <Table.Td key={measure} ta="right" className={classes.nowrap}>
        {estimate ? estimateText(estimate) : '–'}
      </Table.Td>
    );
  });
}
