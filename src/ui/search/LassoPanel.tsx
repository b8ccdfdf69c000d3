import { Box, Button, Group, Table, Text } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isCancelled } from '../../core/errors.ts';
import { chartFileName } from '../charts/export-file-name.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { toError } from '../shared/error.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { saveFile } from '../shared/save-file.ts';
import { MapItemName } from './MapItemName.tsx';
import classes from './MapPanel.module.css';
import { describeItems, selectionCsv } from './map-selection.ts';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { EstimatedScore, ExactScore } from './ScoreText.tsx';
import { readNamedDocuments, useNamedDocuments } from './use-named-documents.ts';

export interface LassoPanelProps extends PanelProps {
  readonly live?: LiveSearch;
  /** 'Selected items', 'Found items'. */
  readonly title: string;
  readonly docRows: readonly number[];
  readonly onClose: () => void;
}

const SHOWN_ITEMS = 100;
/** The title of each is read from the corpus. */
const EXPORTED_ITEMS = 10_000;

/** Items of the map as a list: scores or estimates after the shown round, and a CSV file. */
export function LassoPanel(props: LassoPanelProps) {
  const { live, title, docRows, run, shownRound, exact, highlighted, onHover, onPick, onClose } = props;
  const items = useMemo(
    () => describeItems(docRows, run, shownRound, exact),
    [docRows, run, shownRound, exact],
  );
  const shownRows = useMemo(() => items.slice(0, SHOWN_ITEMS).map(({ docRow }) => docRow), [items]);
  const { documents, error } = useNamedDocuments(live, run, shownRows);
  const exporting = useExport();

  const exportCsv = () =>
    exporting.start(async (signal) => {
      const exported = items.slice(0, EXPORTED_ITEMS);
      const rows = exported.map(({ docRow }) => docRow);
      const csv = selectionCsv(exported, await readNamedDocuments(live, run, rows, signal));
      saveFile({
        fileName: chartFileName(
          run.request.queryText,
          `${title.toLowerCase().replace(' ', '-')}-round-${shownRound}`,
          'csv',
        ),
        blob: new Blob([csv], { type: 'text/csv' }),
      });
    });

  const failure = exporting.error ?? error;
  return (
    <Box component="section" aria-label={title} mt="sm">
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" fw={600} role="status">
          {title}: {formatCount(items.length)}
        </Text>
        <Group gap={6}>
          <Button
            size="compact-xs"
            variant="default"
            disabled={items.length === 0}
            loading={exporting.running}
            onClick={exportCsv}
          >
            Export as CSV
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={onClose}>
            Close list
          </Button>
        </Group>
      </Group>
      {failure && <ErrorAlert title="The documents could not be read" error={failure} />}
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          No item lies inside the lasso.
        </Text>
      ) : (
        // A region that scrolls must be reachable by keyboard.
        <Box component="section" className={classes.list} aria-label={`${title}, table`} tabIndex={0}>
          <Table stickyHeader verticalSpacing={3} horizontalSpacing="xs" fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Item</Table.Th>
                <Table.Th ta="right" scope="col">
                  Score
                </Table.Th>
                <Table.Th ta="right" scope="col">
                  Round
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.slice(0, SHOWN_ITEMS).map(({ docRow, exactScore, estimate, foundInRound }) => (
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
                    <MapItemName docRow={docRow} document={documents.get(docRow)} onPick={onPick} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <ScoreOrEstimate exactScore={exactScore} estimate={estimate} />
                  </Table.Td>
                  <Table.Td ta="right">{foundInRound ?? 'not found'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Box>
      )}
      {items.length > SHOWN_ITEMS && (
        <Text size="xs" c="dimmed" mt={4}>
          The best {SHOWN_ITEMS} are listed; the file has{' '}
          {items.length > EXPORTED_ITEMS
            ? `the best ${formatCount(EXPORTED_ITEMS)}`
            : `all ${formatCountOf(items.length, 'item')}`}
          .
        </Text>
      )}
    </Box>
  );
}

/** What is known of an item: its exact score, else what is expected of it. */
export function ScoreOrEstimate(props: {
  readonly exactScore: number | undefined;
  readonly estimate: number | undefined;
}) {
  if (props.exactScore !== undefined)
    return (
      <strong>
        <ExactScore score={props.exactScore} />
      </strong>
    );
  return props.estimate === undefined ? '–' : <EstimatedScore score={props.estimate} />;
}

/** One export at a time, given up when the list is closed. */
function useExport() {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<Error>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    running,
    error,
    start(work: (signal: AbortSignal) => Promise<void>): void {
      controller.current = new AbortController();
      setRunning(true);
      setError(undefined);
      work(controller.current.signal)
        .catch((thrown) => {
          if (!isCancelled(thrown)) setError(toError(thrown));
        })
        .finally(() => setRunning(false));
    },
  };
}
