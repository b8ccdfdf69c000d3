import type { ChartPalette } from './chart-palette.ts';
import classes from './ItemMapView.module.css';
import { type MapPoint, type MarkShape, markPath, type ScreenSize } from './map-geometry.ts';

export interface MapMarkProps {
  readonly shape: MarkShape;
  /** CSS pixels. */
  readonly places: readonly MapPoint[];
  readonly size: ScreenSize;
  readonly palette: ChartPalette;
}

const CLASSES: Readonly<Record<MarkShape, string | undefined>> = {
  diamond: classes.diamond,
  disc: classes.disc,
  cross: classes.cross,
  ring: classes.ring,
  'dashed-ring': classes.dashedRing,
};

/** One shape at many places, as one SVG path: the map and its legend draw the same. */
export function MapMark({ shape, places, size, palette }: MapMarkProps) {
  return (
    <path
      data-mark={shape}
      className={CLASSES[shape]}
      {...colorOf(shape, palette)}
      d={markPath(shape, places, size)}
    />
  );
}

function colorOf(shape: MarkShape, palette: ChartPalette): { fill?: string; stroke?: string } {
  if (shape === 'diamond') return { fill: palette.accent };
  if (shape === 'disc') return { fill: palette.softAccent };
  return shape === 'cross' ? { stroke: palette.contrast } : {};
}
