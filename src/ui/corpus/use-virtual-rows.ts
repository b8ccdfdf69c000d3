import {
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import {
  AT_TOP,
  atEnd,
  growList,
  type ListSize,
  scrollList,
  scrollTopOf,
  trackHeightOf,
} from './list-scroll.ts';
import { createRowHeights } from './row-heights.ts';

/** Drawn above and below those in view. */
const OVERSCAN = 6;

export interface VirtualRows {
  /** What scrolls; holds the track, and that the list. */
  readonly viewport: RefObject<HTMLDivElement | null>;
  /** Its children are rows `start .. end // exclusive`. */
  readonly list: RefObject<HTMLUListElement | null>;
  readonly start: number;
  readonly end: number;
  /** Of the list in the track, in pixels. */
  readonly top: number;
  readonly trackHeight: number;
  /** Of all rows as far as they are known, in pixels. */
  readonly totalHeight: number;
  /** To be called when the viewport was scrolled. */
  readonly onScroll: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

type Drawn = Pick<VirtualRows, 'start' | 'end' | 'top' | 'trackHeight' | 'totalHeight'>;

/** Which of `count` rows to draw where; they are measured as they are drawn. Use it with a key per count. */
export function useVirtualRows(count: number, estimatedRowHeight: number): VirtualRows {
  const viewport = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const heights = useMemo(() => createRowHeights(count, estimatedRowHeight), [count, estimatedRowHeight]);
  const scroll = useRef(AT_TOP);
  /** Whether the track has to be scrolled, once it is drawn anew, to where the list is. */
  const isMoved = useRef(false);
  const [drawn, setDrawn] = useState<Drawn>(() => {
    const totalHeight = heights.totalHeight();
    return { start: 0, end: 0, top: 0, trackHeight: totalHeight, totalHeight };
  });

  const sizeIn = ({ clientHeight }: HTMLElement): ListSize => ({
    totalHeight: heights.totalHeight(),
    viewportHeight: clientHeight,
  });

  function draw(element: HTMLElement, rows: HTMLElement): void {
    const size = sizeIn(element);
    const { offset, shift } = scroll.current;
    const start = Math.max(0, heights.rowAt(offset) - OVERSCAN);
    const end = Math.min(count, heights.rowAt(offset + size.viewportHeight) + 1 + OVERSCAN);
    const focused = drawn.start + indexOfFocus(rows);
    // The keys go on scrolling the list when the row that has the focus is drawn no longer.
    if (focused >= drawn.start && (focused < start || focused >= end)) element.focus({ preventScroll: true });
    const next: Drawn = {
      start,
      end,
      top: heights.topOf(start) - shift,
      trackHeight: trackHeightOf(scroll.current, size),
      totalHeight: size.totalHeight,
    };
    setDrawn((old) => (isSame(old, next) ? old : next));
  }

  function measure(element: HTMLElement, rows: HTMLElement): void {
    const before = sizeIn(element);
    const { offset } = scroll.current;
    let grownAbove = 0;
    for (const [index, item] of Array.from(rows.children).entries()) {
      const row = drawn.start + index;
      const isAbove = heights.topOf(row + 1) <= offset;
      const grown = heights.setHeight(row, heightOf(item));
      if (isAbove) grownAbove += grown;
    }
    scroll.current = growList(scroll.current, before, sizeIn(element), grownAbove);
    if (scroll.current.offset !== offset) isMoved.current = true;
  }

  function follow(element: HTMLElement): void {
    if (isMoved.current) element.scrollTop = scrollTopOf(scroll.current);
    isMoved.current = false;
  }

  function onScroll(): void {
    const element = viewport.current;
    const rows = list.current;
    if (!element || !rows || element.clientHeight === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    scroll.current = scrollList(scroll.current, sizeIn(element), scrollTop, scrollHeight - clientHeight);
    if (Math.abs(scrollTopOf(scroll.current) - scrollTop) >= 1) isMoved.current = true;
    drawAtOnce(element, rows);
  }

  /** Not by the track: its end may be less than a jump away where that of the list is far. */
  function onKeyDown(event: KeyboardEvent): void {
    const element = viewport.current;
    const rows = list.current;
    const end = endMeantBy(event);
    if (!element || !rows || !end) return;
    event.preventDefault();
    scroll.current = end === 'first' ? AT_TOP : atEnd(sizeIn(element));
    isMoved.current = true;
    drawAtOnce(element, rows);
  }

  /** In this frame: where the shift changes, the rows would be seen elsewhere for one. */
  function drawAtOnce(element: HTMLElement, rows: HTMLElement): void {
    flushSync(() => draw(element, rows));
    follow(element);
  }

  useLayoutEffect(() => {
    const element = viewport.current;
    const rows = list.current;
    // On a screen that is kept out of sight nothing has a size.
    if (!element || !rows || element.clientHeight === 0) return;
    follow(element);
    measure(element, rows);
    draw(element, rows);
  });

  // Rows also change by themselves: one is unfolded, the page becomes narrower.
  const [, noteResize] = useReducer((resizes: number) => resizes + 1, 0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(noteResize);
    for (const element of [viewport.current, list.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return { viewport, list, ...drawn, onScroll, onKeyDown };
}

/** Home and End, with Ctrl too, and on a Mac Command with an arrow; with other keys held down they mean something else. */
function endMeantBy({
  key,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
}: KeyboardEvent): 'first' | 'last' | undefined {
  if (altKey || shiftKey || (ctrlKey && metaKey)) return undefined;
  if (key === (metaKey ? 'ArrowUp' : 'Home')) return 'first';
  if (key === (metaKey ? 'ArrowDown' : 'End')) return 'last';
  return undefined;
}

/** As it was laid out: a rectangle on the screen is rounded the more, the farther down the track it is. */
function heightOf(item: Element): number {
  return Number.parseFloat(getComputedStyle(item).height);
}

/** Of the child that has the focus; -1 where none has it. */
function indexOfFocus(rows: HTMLElement): number {
  return Array.from(rows.children).findIndex((item) => item.contains(document.activeElement));
}

function isSame(left: Drawn, right: Drawn): boolean {
  return (Object.keys(left) as (keyof Drawn)[]).every((key) => left[key] === right[key]);
}
