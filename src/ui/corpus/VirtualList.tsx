import { type ReactNode, useEffect } from 'react';
import classes from './corpus.module.css';
import { useVirtualRows } from './use-virtual-rows.ts';

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

/**
 * Draws only the rows in view, of as many as ten million; rows may grow. Each row should hold something that takes the
 * focus. With another count it begins at the top.
 */
export function VirtualList(props: Props) {
  return <Rows key={props.count} {...props} />;
}

function Rows({ label, count, estimatedRowHeight, renderRow, onRange }: Props) {
  const rows = useVirtualRows(count, estimatedRowHeight);
  const { start, end } = rows;
  useEffect(() => onRange?.(start, end), [onRange, start, end]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its keys are those of anything that scrolls; the list has role and name.
    <div
      ref={rows.viewport}
      className={classes.viewport}
      style={{ height: rows.totalHeight + BORDERS }}
      tabIndex={-1}
      onScroll={rows.onScroll}
      onKeyDown={rows.onKeyDown}
    >
      <div className={classes.track} style={{ height: rows.trackHeight }}>
        <ul
          ref={rows.list}
          className={classes.rows}
          style={{ transform: `translateY(${rows.top}px)` }}
          aria-label={label}
        >
          {Array.from({ length: end - start }, (_, drawn) => start + drawn).map((row) => (
            <li key={row} className={classes.row} aria-setsize={count} aria-posinset={row + 1}>
              {renderRow(row)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
