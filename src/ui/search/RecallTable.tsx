import { Table } from '@mantine/core';
import { formatCountOf } from '../shared/format.ts';
import { METHOD_NAMES } from './labels.ts';
import type { RecallPoint } from './recall-series.ts';

export interface RecallTableProps {
  readonly points: readonly RecallPoint[];
  /** From 1. */
  readonly round: number;
}

/** The recall of both methods after the chosen round, with the same calls. */
export function RecallTable({ points, round }: RecallTableProps) {
  const here = points.filter((point) => point.round === round);
  const cutoffs = [...new Set(here.map(({ k }) => k))];
  const methods = (['axn', 'retrieve-and-rerank'] as const).filter((method) =>
    points.some((point) => point.method === method),
  );
  const calls = here[0]?.calls;
  return (
    <Table mt="xs" verticalSpacing={4} horizontalSpacing={6} fz="sm" captionSide="top">
      <Table.Caption mt={0} fz="xs" ta="left">
        {calls === undefined ? 'Recall@k' : `Recall@k after ${formatCountOf(calls, 'call')} (round ${round})`}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Method</Table.Th>
          {cutoffs.map((k) => (
            <Table.Th key={k} ta="right">
              k = {k}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {methods.map((method) => (
          <Table.Tr key={method}>
            <Table.Th scope="row" fw={500}>
              {METHOD_NAMES[method]}
            </Table.Th>
            {cutoffs.map((k) => (
              <Table.Td key={k} ta="right" className="tabular">
                {here.find((point) => point.method === method && point.k === k)?.recall.toFixed(2) ?? '–'}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
