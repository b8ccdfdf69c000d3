import { Box, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ItemNeighbour } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import type { Loaded } from '../shared/use-loaded.ts';
import { ScoreOrEstimate } from './LassoPanel.tsx';
import { MapItemName } from './MapItemName.tsx';
import classes from './MapPanel.module.css';
import { describeItems } from './map-selection.ts';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { useNamedDocuments } from './use-named-documents.ts';

export interface NeighboursPanelProps extends PanelProps {
  readonly live: LiveSearch;
  /** The item whose neighbours these are. */
  readonly docRow: number;
  readonly neighbours: Loaded<readonly ItemNeighbour[]>;
  readonly onClose: () => void;
}

/** The items nearest to one in all dimensions, which a map of two can show far away. */
export function NeighboursPanel(props: NeighboursPanelProps) {
  const {
    live,
    docRow: centre,
    neighbours,
    run,
    shownRound,
    exact,
    highlighted,
    onHover,
    onPick,
    onClose,
  } = props;
  const known = useMemo(() => {
    const docRows = neighbours.value?.map(({ document }) => document.docRow) ?? [];
    const items = describeItems(docRows, run, shownRound, exact);
    return new Map(items.map((item) => [item.docRow, item]));
  }, [neighbours.value, run, shownRound, exact]);
  const { documents } = useNamedDocuments(
    live,
    run,
    useMemo(() => [centre], [centre]),
  );
  const named = documents.get(centre);
  return (
    <Box component="section" aria-label="Neighbours" mt="sm">
      <Group justify="space-between" gap="xs" mb={4} wrap="nowrap">
        <Text size="sm" fw={600}>
          Nearest to {named ? `“${named.title || named.id}”` : `the document in row ${centre}`} in the
          original space
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={onClose} flex="none">
          Close list
        </Button>
      </Group>
      {neighbours.error && (
        <ErrorAlert
          title="The neighbours could not be found"
          error={neighbours.error}
          onRetry={neighbours.reload}
        />
      )}
      {!neighbours.value && !neighbours.error && <Skeleton height={120} aria-label="Finding neighbours" />}
      {neighbours.value && (
        // A region that scrolls must be reachable by keyboard.
        <Box component="section" className={classes.list} aria-label="Neighbours, table" tabIndex={0}>
          <Table stickyHeader verticalSpacing={3} horizontalSpacing="xs" fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Item</Table.Th>
                <Table.Th ta="right" scope="col">
                  Inner product
                </Table.Th>
                <Table.Th ta="right" scope="col">
                  Cosine
                </Table.Th>
                <Table.Th ta="right" scope="col">
                  Score
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {neighbours.value.map(({ document, similarity, cosine }) => {
                const { docRow } = document;
                const item = known.get(docRow);
                return (
                  <Table.Tr
                    key={docRow}
                    className={classes.row}
                    data-highlighted={docRow === highlighted || undefined}
                    onMouseEnter={() => onHover(docRow)}
                    onMouseLeave={() => onHover(undefined)}
                    onFocus={() => onHover(docRow)}
                    onBlur={() => onHover(undefined)}
                  >
                    <Table.Td>
                      <MapItemName docRow={docRow} document={document} onPick={onPick} />
                    </Table.Td>
                    <Table.Td ta="right" className="tabular">
                      {similarity.toFixed(3)}
                    </Table.Td>
                    <Table.Td ta="right" className="tabular">
                      {cosine.toFixed(3)}
                    </Table.Td>
                    <Table.Td ta="right">
                      <ScoreOrEstimate exactScore={item?.exactScore} estimate={item?.estimate} />
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Box>
      )}
    </Box>
  );
}
