import { useElementSize } from '@mantine/hooks';
import { type PlotOptions, plot } from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import { type ChartPalette, useChartPalette } from './chart-palette.ts';
import classes from './charts.module.css';

export interface PlotSpace {
  /** Width and height in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: ChartPalette;
}

export interface PlotFigureProps {
  /** Accessible name: what the chart says, in a sentence. */
  readonly label: string;
  /** In CSS pixels; reserved before the first drawing, so that nothing jumps. */
  readonly height: number;
  /** Marks and scales for the space at hand. The chart is drawn again when this function is another one: memoise it. */
  readonly draw: (space: PlotSpace) => PlotOptions;
}

/** An Observable Plot chart as wide as its place, drawn again when the width or the colour scheme changes. */
export function PlotFigure({ label, height, draw }: PlotFigureProps) {
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const palette = useChartPalette();

  useEffect(() => {
    if (width === 0) return;
    const figure = plot({ ...draw({ width, height, palette }), width, height });
    holder.current?.replaceChildren(figure);
    return () => figure.remove();
  }, [draw, width, height, palette]);

  return (
    <div ref={sizeRef} className={classes.figure} style={{ height }} role="img" aria-label={label}>
      <div ref={holder} aria-hidden />
    </div>
  );
}
