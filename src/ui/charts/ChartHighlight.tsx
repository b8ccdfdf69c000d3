import type { PlacedItem } from './chart-items.ts';
import classes from './PlotFigure.module.css';

export interface ChartHighlightProps {
  readonly placed: PlacedItem;
  /** Of the chart, in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

const DISTANCE = 12;

/** The item that the pointer is on, here or in another panel: a ring around it, and what it is. */
export function ChartHighlight({ placed: { item, left, top }, width, height }: ChartHighlightProps) {
  // Away from the nearer edges.
  const across = left < width / 2 ? { left: left + DISTANCE } : { right: width - left + DISTANCE };
  const down = top < height / 2 ? { top: top + DISTANCE } : { bottom: height - top + DISTANCE };
  return (
    <div aria-hidden data-highlight={item.docRow}>
      <div className={classes.ring} style={{ left, top }} />
      <div className={classes.tip} style={{ ...across, ...down }}>
        <div className={classes.tipTitle}>{item.title}</div>
        {item.detail}
      </div>
    </div>
  );
}
