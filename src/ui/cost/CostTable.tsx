import { Table } from '@mantine/core';
import type { CostPoint } from '../../workers/client.ts';
import { recallText } from '../indexing/library/recall-text.ts';
import { formatCount, formatDuration } from '../shared/format.ts';
import { COST_METHOD_NAMES, queriesText } from './cost-labels.ts';

interface Props {
  points: readonly CostPoint[];
  /** Of Top-k-Recall. */
  k: number;
}

/** The numbers of the chart. */
export function CostTable({ points, k }: Props) {
  return (
    <Table.ScrollContainer minWidth={600}>
      <Table fz="sm" verticalSpacing={4} aria-label="Recall and calls of each index">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Method</Table.Th>
            <Table.Th>Queries</Table.Th>
            <Table.Th ta="right">Calls</Table.Th>
            <Table.Th ta="right">Recall@{k} (95 %)</Table.Th>
            <Table.Th ta="right">Built in, without scoring</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {points.map((point) => {
            const { method, trainQueryCount, indexCalls, buildMs } = point;
            return (
              <Table.Tr key={`${method} ${trainQueryCount}`}>
                <Table.Th scope="row" fw={500}>
                  {method === 'none' ? 'Start space, no index' : COST_METHOD_NAMES[method]}
                </Table.Th>
                <Table.Td>{method === 'none' ? '–' : queriesText(method, trainQueryCount)}</Table.Td>
                <Table.Td ta="right">{formatCount(indexCalls)}</Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {recallText(point)}
                </Table.Td>
                <Table.Td ta="right">{method === 'none' ? '–' : formatDuration(buildMs)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
