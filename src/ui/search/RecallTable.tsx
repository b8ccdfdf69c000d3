import { Table, Text } from '@mantine/core';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { type RecallSeries, recallAfter } from './recall-series.ts';
import classes from './search.module.css';

export interface RecallTableProps {
  readonly series: readonly RecallSeries[];
  readonly cutoffs: readonly number[];
  /** Of the inspected run, from 1, and its calls up to there. */
  readonly round: number;
  readonly calls: number;
}

/** The recall of every run once it has spent at most the calls of the chosen round. */
export function RecallTable({ series, cutoffs, round, calls }: RecallTableProps) {
  return (
    <Table mt="xs" verticalSpacing={4} horizontalSpacing={6} fz="sm" captionSide="top">
      <Table.Caption mt={0} fz="xs" ta="left">
        Recall@k with {formatCountOf(calls, 'call')} at most (round {round})
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Method</Table.Th>
          {cutoffs.map((k) => (
            <Table.Th key={k} ta="right" scope="col" className={classes.nowrap}>
              k = {k}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {series.map((each) => (
          <SeriesRow key={each.key} series={each} cutoffs={cutoffs} calls={calls} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SeriesRow({
  series,
  cutoffs,
  calls,
}: Omit<RecallTableProps, 'series' | 'round'> & { series: RecallSeries }) {
  const points = cutoffs.map((k) => recallAfter(series, k, calls));
  const ownCalls = points.find((point) => point)?.calls;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} className="breakable">
        {series.label}
        {ownCalls !== undefined && ownCalls !== calls && (
          <Text span size="xs" c="dimmed">
            {' '}
            after {formatCount(ownCalls)}
          </Text>
        )}
      </Table.Th>
      {points.map((point, place) => (
        <Table.Td key={cutoffs[place]} ta="right" className="tabular">
          {point?.recall.toFixed(2) ?? '–'}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
