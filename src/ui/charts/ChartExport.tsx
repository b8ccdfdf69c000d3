import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDownload,
  IconFileTypeCsv,
  IconFileTypePng,
  IconFileTypeSvg,
  IconTable,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ChartTable } from '../../report/chart.ts';
import type { LegendItem } from '../../report/chart-marks.ts';
import { toError } from '../shared/error.ts';
import { saveFile } from '../shared/save-file.ts';
import { ChartData } from './ChartData.tsx';
import { useChartPalette } from './chart-palette.ts';
import { toCsv } from './export-csv.ts';
import { chartFileName } from './export-file-name.ts';
import { svgToPng } from './export-png.ts';
import { chartSvg } from './export-svg.ts';

/** What goes out with a chart besides its picture. */
export interface ExportedChart {
  /** In the file's name: 'recall'. */
  readonly chart: string;
  /** Above the picture: what it shows, and of which method or round. */
  readonly title: string;
  readonly queryText: string;
  readonly table: () => ChartTable;
}

export interface ChartExportProps extends ExportedChart {
  readonly legend: readonly LegendItem[];
  /** The chart as it is drawn now; undefined before it is. */
  readonly figure: () => SVGSVGElement | undefined;
  /** Undefined when it is tried again. */
  readonly onError: (error: Error | undefined) => void;
}

/** A chart as SVG, PNG or CSV, or its numbers as a table on the page. */
export function ChartExport({ chart, title, queryText, table, legend, figure, onError }: ChartExportProps) {
  const palette = useChartPalette();
  const [shown, setShown] = useState(false);

  const save = async (extension: 'svg' | 'png' | 'csv', make: () => Blob | Promise<Blob>) => {
    onError(undefined);
    try {
      saveFile({ fileName: chartFileName(queryText, chart, extension), blob: await make() });
    } catch (thrown) {
      onError(toError(thrown));
    }
  };
  const svg = () => {
    const drawn = figure();
    if (!drawn) throw new Error('Expected a chart to export, found that it is not drawn yet: try again.');
    return chartSvg(drawn, { title: `${title}: “${queryText}”`, legend, palette });
  };

  return (
    <>
      <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Export ${title}`}>
            <IconDownload size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTable size={14} />} onClick={() => setShown(true)}>
            Show as table
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconFileTypeSvg size={14} />}
            onClick={() => save('svg', () => new Blob([svg()], { type: 'image/svg+xml' }))}
          >
            SVG
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileTypePng size={14} />}
            onClick={() => save('png', () => svgToPng(svg()))}
          >
            PNG
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileTypeCsv size={14} />}
            onClick={() => save('csv', () => new Blob([toCsv(table())], { type: 'text/csv' }))}
          >
            CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {shown && <ChartData title={title} table={table()} onClose={() => setShown(false)} />}
    </>
  );
}
