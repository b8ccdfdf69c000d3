import { Box, SegmentedControl, Table, Text, UnstyledButton } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { type ComparedItem, compareRuns } from './compare-methods.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { ExactScore } from './ScoreText.tsx';
import classes from './search.module.css';

export interface ComparisonPanelProps extends Omit<PanelProps, 'shownRound'> {
  /** Of a docRow, where any run knows it. */
  readonly titleOf: (docRow: number) => string | undefined;
}

const CUTOFFS = ['10', '50', '100'];

/** Several runs on one query: who found which of the best items, after how many calls, and who missed it. */
export function ComparisonPanel(props: ComparisonPanelProps) {
  const { runs, exact, titleOf, highlighted, onHover, onPick } = props;
  const [cutoff, setCutoff] = useState(CUTOFFS[0]);
  const comparison = useMemo(() => compareRuns(runs, Number(cutoff), exact), [runs, cutoff, exact]);
  const count = comparison.items.length;
  return (
    <Panel
      title="Side by side"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Best items compared"
          data={CUTOFFS.map((value) => ({ value, label: `Top ${value}` }))}
          value={cutoff}
          onChange={setCutoff}
        />
      }
    >
      <Text size="xs" c="dimmed" mb="xs">
        {exact
          ? `The exact top ${count}.`
          : `The best ${formatCountOf(count, 'item')} that any of these runs found; better ones may have been missed by all.`}{' '}
        In each column: the calls after which that run had scored the item.
      </Text>
      {/* A region that scrolls must be reachable by keyboard. */}
      <Box component="section" className={classes.scrolling} aria-label="Side by side, table" tabIndex={0}>
        <Table stickyHeader verticalSpacing={4} horizontalSpacing="xs" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Item</Table.Th>
              <Table.Th scope="col" ta="right">
                Exact
              </Table.Th>
              {runs.map(({ key, label }) => (
                <Table.Th key={key} scope="col" ta="right">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row" fw={500}>
                Found
              </Table.Th>
              <Table.Td />
              {runs.map(({ key }, place) => (
                <Table.Td key={key} ta="right" className="tabular">
                  {formatCount(comparison.heldCounts[place])} of {formatCount(count)}
                  {comparison.onlyCounts[place] > 0 && (
                    <Text size="xs" c="dimmed">
                      {formatCount(comparison.onlyCounts[place])} by no other
                    </Text>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {comparison.items.map((item) => (
              <ComparedRow
                key={item.docRow}
                item={item}
                runs={runs}
                title={titleOf(item.docRow) ?? `Document in row ${item.docRow}`}
                highlighted={item.docRow === highlighted}
                onHover={onHover}
                onPick={onPick}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </Panel>
  );
}

interface ComparedRowProps extends Pick<PanelProps, 'runs' | 'onHover' | 'onPick'> {
  readonly item: ComparedItem;
  readonly title: string;
  readonly highlighted: boolean;
}

const ComparedRow = memo(function ComparedRow(props: ComparedRowProps) {
  const { runs, item, title, highlighted, onHover, onPick } = props;
  const { docRow, exactScore, findings } = item;
  return (
    <Table.Tr
      data-highlighted={highlighted || undefined}
      className={classes.newItem}
      onMouseEnter={() => onHover(docRow)}
      onMouseLeave={() => onHover(undefined)}
    >
      <Table.Td className={classes.itemCell}>
        <UnstyledButton fz="sm" onClick={() => onPick(docRow)}>
          {title}
        </UnstyledButton>
      </Table.Td>
      <Table.Td ta="right" fw={600}>
        <ExactScore score={exactScore} />
      </Table.Td>
      {findings.map((finding, place) => (
        <Table.Td key={runs[place].key} ta="right" className="tabular">
          {finding ? (
            <>
              {formatCount(finding.calls)}{' '}
              <Text span size="xs" c="dimmed">
                round {finding.round}
              </Text>
            </>
          ) : (
            <Text span size="sm" c="dimmed" fs="italic">
              missed
            </Text>
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
});
