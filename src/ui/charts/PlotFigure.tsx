import { Group } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type PlotOptions, plot } from '@observablehq/plot';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { styleNonce } from '../../app/style-nonce.ts';
import type { LegendItem } from '../../report/chart-marks.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { toError } from '../shared/error.ts';
import { ChartExport, type ExportedChart } from './ChartExport.tsx';
import { ChartHighlight } from './ChartHighlight.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { type ChartItem, nearestItem, type PlacedItem, placeItems } from './chart-items.ts';
import { type ChartPalette, useChartPalette } from './chart-palette.ts';
import classes from './charts.module.css';
import { drawLater } from './draw-queue.ts';
import placeClasses from './PlotFigure.module.css';

export interface PlotSpace {
  /** Width and height in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: ChartPalette;
}

/** Items that can be pointed at, here or in another panel. */
export interface PlotItems {
  /** Memoise it. */
  readonly items: readonly ChartItem[];
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

export interface PlotFigureProps {
  /** Accessible name: what the chart says, in a sentence. */
  readonly label: string;
  /** In CSS pixels; reserved before the first drawing, so that nothing jumps. */
  readonly height: number;
  /** Marks and scales for the space at hand. The chart is drawn again when this function is another one: memoise it. */
  readonly draw: (space: PlotSpace) => PlotOptions;
  readonly legend?: readonly LegendItem[];
  readonly pointing?: PlotItems;
  /** Absent: the chart cannot be exported. */
  readonly exported?: ExportedChart;
}

/** Pixels from a mark within which the pointer is on it. */
const REACH = 14;

/** An Observable Plot chart as wide as its place, drawn again when the width or the colour scheme changes. */
export function PlotFigure({ label, height, draw, legend = [], pointing, exported }: PlotFigureProps) {
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const palette = useChartPalette();
  const [placed, setPlaced] = useState<readonly PlacedItem[]>([]);
  const [exportError, setExportError] = useState<Error>();
  const [drawError, setDrawError] = useState<Error>();
  const items = pointing?.items;

  useEffect(() => {
    if (width === 0) return;
    return drawLater(() => {
      try {
        const figure = plot({ ...draw({ width, height, palette }), width, height });
        for (const style of figure.querySelectorAll('style')) style.nonce = styleNonce;
        holder.current?.replaceChildren(figure);
        if (items) setPlaced(placeItems(figure, items));
        setDrawError(undefined);
      } catch (thrown) {
        // In a task of its own it would reach no error boundary, and the chart before it would stay.
        holder.current?.replaceChildren();
        setDrawError(toError(thrown));
      }
    });
  }, [draw, width, height, palette, items]);

  usePointer(holder, placed, pointing);
  const highlighted = placed.find(({ item }) => item.docRow === pointing?.highlighted);
  const exporting = exported && (
    <ChartExport
      {...exported}
      legend={legend}
      figure={() => holder.current?.querySelector('svg') ?? undefined}
      onError={setExportError}
    />
  );

  return (
    <div>
      <div className={placeClasses.place}>
        <div ref={sizeRef} className={classes.figure} style={{ height }} role="img" aria-label={label}>
          <div
            ref={holder}
            aria-hidden
            className={pointing?.highlighted === undefined ? undefined : placeClasses.pointed}
          />
        </div>
        {highlighted && <ChartHighlight placed={highlighted} width={width} height={height} />}
        {legend.length === 0 && exporting && <div className={placeClasses.corner}>{exporting}</div>}
      </div>
      {legend.length > 0 && (
        <Group justify="space-between" align="start" wrap="nowrap" gap="xs" mt={4}>
          <ChartLegend items={legend} />
          {exporting}
        </Group>
      )}
      {drawError && <ErrorAlert title="The chart could not be drawn" error={drawError} />}
      {exportError && <ErrorAlert title="The chart could not be exported" error={exportError} />}
    </div>
  );
}

/** Listeners of the element itself: the chart is a picture, and what it offers by pointer the tables offer by keyboard. */
function usePointer(
  holder: RefObject<HTMLDivElement | null>,
  placed: readonly PlacedItem[],
  pointing: PlotItems | undefined,
): void {
  const onHover = pointing?.onHover;
  const onPick = pointing?.onPick;
  useEffect(() => {
    const element = holder.current;
    if (!element || !onHover || !onPick) return;
    const listening = new AbortController();
    const { signal } = listening;
    let current: number | undefined;
    const itemAt = ({ clientX, clientY }: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect();
      return nearestItem(placed, clientX - left, clientY - top, REACH)?.docRow;
    };
    const hover = (docRow: number | undefined) => {
      if (docRow === current) return;
      current = docRow;
      onHover(docRow);
    };
    element.addEventListener('pointermove', (event) => hover(itemAt(event)), { signal });
    element.addEventListener('pointerleave', () => hover(undefined), { signal });
    element.addEventListener(
      'click',
      (event) => {
        const docRow = itemAt(event);
        if (docRow !== undefined) onPick(docRow);
      },
      { signal },
    );
    return () => listening.abort();
  }, [holder, placed, onHover, onPick]);
}
