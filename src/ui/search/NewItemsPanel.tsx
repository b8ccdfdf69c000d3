import { Box, Table, Text } from '@mantine/core';
import type { RoundReport } from '../../workers/client.ts';
import { formatCountOf } from '../shared/format.ts';
import { firstStageLabel } from './first-stage-label.ts';
import { formatDifference } from './format-score.ts';
import { Panel } from './Panel.tsx';
import { EstimatedScore, ExactScore } from './ScoreText.tsx';
import classes from './search.module.css';
import type { MethodRun } from './search-state.ts';

export interface NewItemsPanelProps {
  readonly run: MethodRun;
  readonly round: RoundReport;
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
}

/** What the round scored, and what had been expected of it. */
export function NewItemsPanel({ run, round, highlighted, onHover }: NewItemsPanelProps) {
  const { firstRound } = run.request;
  const firstStageLength = run.result?.firstStage.docRows.length;
  const title = `New in round ${round.index}`;
  return (
    <Panel
      title={title}
      aside={
        <Text size="sm" c="dimmed">
          {formatCountOf(round.newItems.length, 'item')}
        </Text>
      }
    >
      {/* A region that scrolls must be reachable by keyboard. */}
      <Box component="section" className={classes.scrolling} aria-label={`${title}, table`} tabIndex={0}>
        <Table stickyHeader verticalSpacing={4} horizontalSpacing="xs" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Item</Table.Th>
              <Table.Th ta="right">Exact</Table.Th>
              <Table.Th ta="right">Estimate before</Table.Th>
              <Table.Th ta="right">Error</Table.Th>
              <Table.Th ta="right">First stage</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {round.newItems.map(({ document, exactScore, estimateBefore, firstStageRank }) => (
              <Table.Tr
                key={document.docRow}
                data-highlighted={document.docRow === highlighted || undefined}
                className={classes.newItem}
                onMouseEnter={() => onHover(document.docRow)}
                onMouseLeave={() => onHover(undefined)}
              >
                <Table.Td className={classes.itemCell}>{document.title || document.id}</Table.Td>
                <Table.Td ta="right" fw={600}>
                  <ExactScore score={exactScore} />
                </Table.Td>
                <Table.Td ta="right">
                  {estimateBefore === undefined ? '–' : <EstimatedScore score={estimateBefore} />}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {estimateBefore === undefined ? '–' : formatDifference(estimateBefore - exactScore, 2)}
                </Table.Td>
                <Table.Td ta="right" className={classes.nowrap}>
                  {firstStageLabel(firstRound, firstStageRank, firstStageLength)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      <Text size="xs" c="dimmed" mt="xs">
        Error: estimate − exact score. Too high means the embedding promised more than the cross-encoder gave.
      </Text>
    </Panel>
  );
}
