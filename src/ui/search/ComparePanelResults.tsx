import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import type { CompareReport } from '../../workers/client.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { ComparePanelChart } from './ComparePanelChart.tsx';
import { ComparePanelTable } from './ComparePanelTable.tsx';
import { comparePoints, compareRows, cutoffsOf } from './compare-rows.ts';

/** The k that the chart starts with, where the report has it. */
const FIRST_CUTOFF = 10;

/** What a comparison found: a table of recalls at the end, and a chart of recall against calls. */
export const ComparePanelResults = memo(function ComparePanelResults({ report }: { report: CompareReport }) {
  const cutoffs = cutoffsOf(report);
  const [chosen, setChosen] = useState(FIRST_CUTOFF);
  const k = cutoffs.includes(chosen) ? chosen : cutoffs[0];
  const rows = useMemo(() => compareRows(report), [report]);
  const labels = useMemo(() => rows.map(({ label }) => label), [rows]);
  const points = useMemo(() => comparePoints(report, k), [report, k]);
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {formatCountOf(report.queryTexts.length, 'test query', 'test queries')}, B ={' '}
        {formatCount(report.request.budget)}
      </Text>
      <ComparePanelTable rows={rows} />
      <Group justify="flex-end">
        <SegmentedControl
          size="xs"
          aria-label="Recall of the chart"
          data={cutoffs.map((value) => ({ value: String(value), label: `Recall@${value}` }))}
          value={String(k)}
          onChange={(value) => setChosen(Number(value))}
        />
      </Group>
      <ComparePanelChart points={points} labels={labels} k={k} />
    </Stack>
  );
});
