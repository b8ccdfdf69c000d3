import { Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ChartInput } from '../../../report/chart.ts';
import type { MeasureName } from '../../../workers/client.ts';
import { formatCount } from '../../shared/format.ts';
import classes from '../evaluation.module.css';
import { differenceText, pText } from './estimate-text.ts';
import { MeasureSelect } from './MeasureSelect.tsx';
import { firstMeasure } from './measures-of.ts';

interface Props extends ChartInput {
  measures: readonly MeasureName[];
}

/** Every method against the first, at the same budget: how large the difference is, and whether it may be chance. */
export function ComparisonTable({ request, statistics, measures }: Props) {
  const [chosen, setChosen] = useState<MeasureName>();
  const measure = chosen ?? firstMeasure(request.ks);
  const comparisons = statistics.comparisons.filter((comparison) => comparison.measure === measure);
  const first = request.methods[0].label;
  return (
    <Stack gap="xs">
      <Group>
        <MeasureSelect measures={measures} value={measure} onChange={setChosen} />
      </Group>
      <Table.ScrollContainer minWidth={480}>
        <Table fz="sm" verticalSpacing={4} aria-label={`Differences to ${first}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Method</Table.Th>
              <Table.Th scope="col" ta="right">
                Budget
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Difference (95 %)
              </Table.Th>
              <Table.Th scope="col" ta="right">
                p
              </Table.Th>
              <Table.Th scope="col" ta="right">
                p, adjusted
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {comparisons.map((comparison) => (
              <Table.Tr key={`${comparison.methodIndex} ${comparison.budget}`}>
                <Table.Th scope="row" fw={500} className={classes.method}>
                  {request.methods[comparison.methodIndex].label}
                </Table.Th>
                <Table.Td ta="right">{formatCount(comparison.budget)}</Table.Td>
                <Table.Td ta="right" className={classes.nowrap}>
                  {differenceText(comparison)}
                </Table.Td>
                <Table.Td ta="right">{pText(comparison.p)}</Table.Td>
                <Table.Td ta="right">{pText(comparison.adjustedP)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        To {first}, at the same budget over the same queries. p of a two-sided paired randomisation test;
        adjusted by Holm over all comparisons of the measure.
      </Text>
    </Stack>
  );
}
