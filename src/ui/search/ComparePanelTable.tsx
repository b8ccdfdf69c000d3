import { Table, Text } from '@mantine/core';
import { recallText } from '../indexing/library/recall-text.ts';
import { formatCount } from '../shared/format.ts';
import type { CompareCell, CompareRow } from './compare-rows.ts';
import { formatDifference } from './format-score.ts';
import classes from './search.module.css';

/** Recall by method at the end of the budget, with its interval; below it, how sure the difference to the first is. */
export function ComparePanelTable({ rows }: { rows: readonly CompareRow[] }) {
  const cutoffs = rows[0]?.cells.map(({ k }) => k) ?? [];
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table fz="sm" verticalSpacing={4} aria-label="Recall by method">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Method</Table.Th>
            <Table.Th ta="right" scope="col">
              Mean calls
            </Table.Th>
            {cutoffs.map((k) => (
              <Table.Th key={k} ta="right" scope="col">
                Recall@{k} (95 %)
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {rows.map(({ label, calls, cells }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={500}>
                {label}
              </Table.Th>
              <Table.Td ta="right">{formatCount(calls)}</Table.Td>
              {cells.map((cell) => (
                <Table.Td key={cell.k} ta="right" className={classes.nowrap}>
                  {recallText(cell)}
                  {cell.toFirst && <Difference {...cell.toFirst} />}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {rows.length > 1 && (
          <Table.Caption fz="xs" ta="left">
            Small print: the mean difference to {rows[0].label} over the same queries, and p of a two-sided
            paired randomisation test. It is not corrected for the number of comparisons.
          </Table.Caption>
        )}
      </Table>
    </Table.ScrollContainer>
  );
}

function Difference({ difference, p }: NonNullable<CompareCell['toFirst']>) {
  return (
    <Text size="xs" c="dimmed">
      {formatDifference(difference, 3)}, p = {p < 0.001 ? '<0.001' : p.toFixed(3)}
    </Text>
  );
}
