import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './corpus.module.css';

interface Props {
  label: string;
  count: number;
  /** Height in pixels of a row that was not measured yet. */
  estimatedRowHeight: number;
  renderRow: (row: number) => ReactNode;
  /** Rows `start .. end // exclusive` are drawn now. */
  onRange?: (start: number, end: number) => void;
}

/** Of the viewport, above and below, in pixels. */
const BORDERS = 2;

/** Draws only the rows in view; rows may grow. Each row should hold something that takes the focus. */
export function VirtualList({ label, count, estimatedRowHeight, renderRow, onRange }: Props) {
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => estimatedRowHeight,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const start = items[0]?.index ?? 0;
  const end = items.length > 0 ? items[items.length - 1].index + 1 : 0;
  useEffect(() => onRange?.(start, end), [onRange, start, end]);

  const height = virtualizer.getTotalSize();
  return (
    <div ref={viewport} className={classes.viewport} style={{ height: height + BORDERS }}>
      <ul className={classes.rows} style={{ height }} aria-label={label}>
        {items.map(({ index, start: top, key }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className={classes.row}
            style={{ transform: `translateY(${top}px)` }}
            aria-setsize={count}
            aria-posinset={index + 1}
          >
            {renderRow(index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
