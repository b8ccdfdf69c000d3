import { Stack, Title } from '@mantine/core';
import { memo, useMemo } from 'react';
import { experimentCharts } from '../../../report/experiment-charts.ts';
import type {
  ExperimentItemSpace,
  ExperimentRequest,
  ExperimentStatistics,
} from '../../../workers/client.ts';
import { ComparisonTable } from './ComparisonTable.tsx';
import { MeasureTable } from './MeasureTable.tsx';
import { measuresOf } from './measures-of.ts';
import { ReportFigure } from './ReportFigure.tsx';

interface Props {
  request: ExperimentRequest;
  statistics: ExperimentStatistics;
  /** With what their indexes took; empty while that is not known. */
  itemSpaces: readonly ExperimentItemSpace[];
}

/** The charts and tables of an experiment, finished or under way. */
export const Findings = memo(function Findings({ request, statistics, itemSpaces }: Props) {
  const charts = useMemo(
    () => experimentCharts({ request, statistics, provenance: { itemSpaces } }),
    [request, statistics, itemSpaces],
  );
  const measures = useMemo(() => measuresOf(statistics), [statistics]);
  if (statistics.cells.length === 0) return null;
  return (
    <Stack gap="lg">
      {charts.map((chart) => (
        <ReportFigure key={chart.name} chart={chart} experimentName={request.name} />
      ))}
      <div>
        <Title order={3} mb={4}>
          All methods and budgets
        </Title>
        <MeasureTable request={request} statistics={statistics} />
      </div>
      {statistics.comparisons.length > 0 && (
        <div>
          <Title order={3} mb={4} className="breakable">
            Differences to {request.methods[0].label}
          </Title>
          <ComparisonTable request={request} statistics={statistics} measures={measures} />
        </div>
      )}
    </Stack>
  );
});
