import { Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { ReportChart } from '../../../report/chart.ts';
import { useChartPalette } from '../../charts/chart-palette.ts';
import { PlotFigure } from '../../charts/PlotFigure.tsx';

interface Props {
  chart: ReportChart;
  /** In names of exported files and on exported pictures. */
  experimentName: string;
}

/** A chart of the report on the page: in the page's colours, to be exported. */
export function ReportFigure({ chart, experimentName }: Props) {
  const palette = useChartPalette();
  const legend = useMemo(() => chart.legend(palette), [chart, palette]);
  return (
    <div>
      <Title order={3}>{chart.title}</Title>
      <Text size="sm" c="dimmed" mb={4}>
        {chart.description}
      </Text>
      <PlotFigure
        label={`${chart.title}. ${chart.description}`}
        height={chart.height}
        draw={chart.draw}
        legend={legend}
        exported={{
          chart: chart.name,
          title: chart.title,
          queryText: experimentName,
          table: () => chart.table,
        }}
      />
    </div>
  );
}
