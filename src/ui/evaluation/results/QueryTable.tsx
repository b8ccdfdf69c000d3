import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { ExperimentReport, MeasureName } from '../../../workers/client.ts';
import { toCsv } from '../../charts/export-csv.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { useLoaded } from '../../shared/use-loaded.ts';
import { Waiting } from '../../shared/Waiting.tsx';
import { useWorkspace } from '../../shared/workspace.ts';
import { cellLabels, firstPair } from './cells.ts';
import { MeasureSelect } from './MeasureSelect.tsx';
import { firstMeasure } from './measures-of.ts';
import { QueryRows } from './QueryRows.tsx';
import { queryRows, queryTable, tallyOf } from './query-rows.ts';
import { tallyText } from './tally-text.ts';

interface Props {
  report: ExperimentReport;
  measures: readonly MeasureName[];
}

/** Where does one method lose to another: two cells of the grid, query by query. Give it a key per experiment. */
export function QueryTable({ report: { summary, request }, measures }: Props) {
  const { client } = useWorkspace();
  const { experimentId, doneQueryCount } = summary;
  const [measure, setMeasure] = useState(() => firstMeasure(request.ks));
  const [pair, setPair] = useState(() => firstPair(request));
  const read = useLoaded(
    useCallback(
      (signal: AbortSignal) => client.readQueryMeasures({ experimentId, measure }, { signal }),
      [client, experimentId, measure],
    ),
  );
  const labels = useMemo(() => cellLabels(request), [request]);
  const rows = useMemo(() => read.value && queryRows(read.value, pair.a, pair.b), [read.value, pair]);
  const cells = labels.map((label, cell) => ({ value: String(cell), label }));
  const names = { a: labels[pair.a], b: labels[pair.b] };

  function save() {
    if (!rows) return;
    const blob = new Blob([toCsv(queryTable(rows, names))], { type: 'text/csv' });
    saveFile({ fileName: `queries-${measure.replace('@', '-')}.csv`, blob });
  }

  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          size="xs"
          label="Method A"
          maw="100%"
          value={String(pair.a)}
          onChange={(event) => setPair({ ...pair, a: Number(event.currentTarget.value) })}
          data={cells}
        />
        <NativeSelect
          size="xs"
          label="Method B"
          maw="100%"
          value={String(pair.b)}
          onChange={(event) => setPair({ ...pair, b: Number(event.currentTarget.value) })}
          data={cells}
        />
        <MeasureSelect measures={measures} value={measure} onChange={setMeasure} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={!rows}
          onClick={save}
        >
          CSV
        </Button>
      </Group>
      {read.error && (
        <ErrorAlert title="The queries could not be read" error={read.error} onRetry={read.reload} />
      )}
      {!rows && read.loading && <Waiting />}
      {rows && (
        <>
          <Text size="sm" className="tabular" role="status">
            {tallyText(tallyOf(rows), doneQueryCount - rows.length)}
          </Text>
          <QueryRows
            key={`${measure} ${pair.a} ${pair.b}`}
            rows={rows}
            corpusId={request.corpusId}
            names={names}
          />
        </>
      )}
    </Stack>
  );
}
