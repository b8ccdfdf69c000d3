import { Box, Button, Table, Text } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import type { RetrievedItem } from '../../workers/client.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { RANKS_NOTE } from './first-stage-label.ts';
import { formatDifference, formatScore } from './format-score.ts';
import { PICKED_BY_NAMES } from './labels.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panel-props.ts';
import rows from './rows.module.css';
import { EstimatedScore, ExactScore } from './ScoreText.tsx';
import classes from './search.module.css';

/** A batch can be thousands of items; the best come first. */
const SHOWN_AT_ONCE = 100;

interface Retriever {
  readonly key: keyof RetrievedItem['ranks'];
  readonly name: string;
}

/** One that has none of the items is left out: many item spaces have no embedding of a new query, and so no ranking. */
const RETRIEVERS: readonly Retriever[] = [
  { key: 'bm25', name: 'BM25' },
  { key: 'dualEncoder', name: 'Dual-encoder' },
  { key: 'itemSpace', name: 'Item vectors' },
];

/** What the round scored, what had been expected of it, and who picked it. */
export function NewItemsPanel({ run, shownRound, highlighted, onHover, onPick }: PanelProps) {
  const [wanted, setWanted] = useState(SHOWN_AT_ONCE);
  const { newItems, index } = run.rounds[shownRound - 1];
  const title = `New in round ${index}`;
  const retrievers = useMemo(
    () => RETRIEVERS.filter(({ key }) => newItems.some(({ ranks }) => ranks[key] !== undefined)),
    [newItems],
  );
  const hidden = newItems.length - wanted;
  return (
    <Panel
      title={title}
      aside={
        <Text size="sm" c="dimmed">
          {formatCountOf(newItems.length, 'item')}
        </Text>
      }
    >
      {/* A region that scrolls must be reachable by keyboard. */}
      <Box component="section" className={classes.scrolling} aria-label={`${title}, table`} tabIndex={0}>
        <Table stickyHeader verticalSpacing={4} horizontalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Item</Table.Th>
              <Table.Th ta="right" scope="col">
                Exact
              </Table.Th>
              <Table.Th ta="right" scope="col">
                Estimate before
              </Table.Th>
              <Table.Th ta="right" scope="col">
                Error
              </Table.Th>
              <Table.Th scope="col">Picked</Table.Th>
              {retrievers.map(({ name }) => (
                <Table.Th key={name} ta="right" scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {newItems.slice(0, wanted).map((item) => (
              <NewItemRow
                key={item.document.docRow}
                item={item}
                retrievers={retrievers}
                highlighted={item.document.docRow === highlighted}
                onHover={onHover}
                onPick={onPick}
              />
            ))}
          </Table.Tbody>
        </Table>
        {hidden > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            mt="xs"
            onClick={() => setWanted(wanted + SHOWN_AT_ONCE)}
          >
            Show {formatCount(Math.min(hidden, SHOWN_AT_ONCE))} more of {formatCount(hidden)}
          </Button>
        )}
      </Box>
      <Text size="xs" c="dimmed" mt="xs">
        Estimate: with ± one standard deviation, where the fit gives it. Error: estimate − exact score; too
        high means the embedding promised more than the cross-encoder gave. {RANKS_NOTE}
      </Text>
    </Panel>
  );
}

interface NewItemRowProps extends Pick<PanelProps, 'onHover' | 'onPick'> {
  readonly item: RetrievedItem;
  readonly retrievers: readonly Retriever[];
  readonly highlighted: boolean;
}

const NewItemRow = memo(function NewItemRow({
  item,
  retrievers,
  highlighted,
  onHover,
  onPick,
}: NewItemRowProps) {
  const { document, exactScore, estimateBefore, deviationBefore, pickedBy, ranks } = item;
  const { docRow, title, id } = document;
  return (
    <tr
      data-highlighted={highlighted || undefined}
      className={rows.row}
      onMouseEnter={() => onHover(docRow)}
      onMouseLeave={() => onHover(undefined)}
      onFocus={() => onHover(docRow)}
      onBlur={() => onHover(undefined)}
    >
      <td className={rows.name}>
        <button type="button" className={rows.nameButton} title={title || id} onClick={() => onPick(docRow)}>
          {title || id}
        </button>
      </td>
      <td className={rows.exactNumber}>
        <ExactScore score={exactScore} />
      </td>
      <td className={rows.number}>
        {estimateBefore === undefined ? '–' : <EstimatedScore score={estimateBefore} />}
        {deviationBefore !== undefined && (
          <span className={rows.deviation}> ± {formatScore(deviationBefore, 2)}</span>
        )}
      </td>
      <td className={rows.number}>
        {estimateBefore === undefined ? '–' : formatDifference(estimateBefore - exactScore, 2)}
      </td>
      <td className={rows.picked}>{PICKED_BY_NAMES[pickedBy]}</td>
      {retrievers.map(({ key }) => (
        <td key={key} className={rows.number}>
          {ranks[key] === undefined ? '–' : `#${formatCount(ranks[key])}`}
        </td>
      ))}
    </tr>
  );
});
