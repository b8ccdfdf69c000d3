/**
 * Scrolling a list that is higher than a browser can make an element: what scrolls is a track of bounded height, in
 * which the rows lie shifted. The list has pages, each with a shift of its own, so that within one a pixel of scrolling is a
 * pixel of the list; where a page ends the track is moved by the difference, about a hundredth of it. A jump, as
 * by the scrollbar, lands at the same share of the list. (After SlickGrid, github.com/6pac/SlickGrid.)
 */

/** The lowest limit known is Firefox' 17.9 million device pixels: as many CSS pixels at four for each. */
export const TRACK_LIMIT_PX = 4_000_000;

const PAGES_PER_TRACK = 100;

/** A scrollbar is at most some hundred pixels long: one pixel of it moves the track by more than this share. */
const SMALLEST_JUMP = 1 / 2000;

/** Pixel `offset` of the list is at the top of the viewport; the track is scrolled to `offset - shift`. */
export interface ListScroll {
  readonly offset: number;
  readonly shift: number;
  /** The one whose shift it is. */
  readonly page: number;
}

export const AT_TOP: ListScroll = { offset: 0, shift: 0, page: 0 };

/** In pixels, both more than 0. */
export interface ListSize {
  readonly totalHeight: number;
  readonly viewportHeight: number;
}

/** With its last row at the bottom of the viewport. */
export function atEnd(size: ListSize): ListScroll {
  const pages = pagesOf(size);
  const page = pages.count - 1;
  return { offset: maxOffsetOf(size), shift: page * pages.shiftStep, page };
}

/** The list after its track was scrolled to `scrollTop`, of at most `maxScrollTop`. */
export function scrollList(
  from: ListScroll,
  size: ListSize,
  scrollTop: number,
  maxScrollTop: number,
): ListScroll {
  const pages = pagesOf(size);
  const moved = scrollTop - scrollTopOf(from);
  if (pages.count > 1 && Math.abs(moved) > maxScrollTop * SMALLEST_JUMP) {
    const share = Math.min(1, scrollTop / maxScrollTop);
    const page = Math.min(pages.count - 1, Math.floor(share * pages.count));
    const offset = share * pages.trackScroll + page * pages.shiftStep;
    return { offset, shift: offset - scrollTop, page };
  }
  const offset = clamp(from.offset + moved, maxOffsetOf(size));
  const page = Math.min(pages.count - 1, Math.floor(offset / pages.height));
  // A page keeps its shift while rows of it are measured: another one would move the track at every row.
  return page === from.page ? { ...from, offset } : { offset, shift: page * pages.shiftStep, page };
}

/** The list after rows were measured, `grownAbove` pixels of it above the viewport: what is seen stays, and so does the end. */
export function growList(
  from: ListScroll,
  before: ListSize,
  after: ListSize,
  grownAbove: number,
): ListScroll {
  const wasAtEnd = from.offset > 0 && from.offset >= maxOffsetOf(before) - 1;
  const offset = wasAtEnd ? maxOffsetOf(after) : clamp(from.offset + grownAbove, maxOffsetOf(after));
  return { ...from, offset };
}

export function scrollTopOf({ offset, shift }: ListScroll): number {
  return offset - shift;
}

/** Ends where the last row does, once that is near. */
export function trackHeightOf({ shift, page }: ListScroll, size: ListSize): number {
  return page >= pagesOf(size).count - 1 ? size.totalHeight - shift : TRACK_LIMIT_PX;
}

interface Pages {
  readonly count: number;
  /** Of the list, in pixels. */
  readonly height: number;
  /** From one page to the next; the last one's shift makes the ends of track and list meet. */
  readonly shiftStep: number;
  /** How far the track scrolls. */
  readonly trackScroll: number;
}

function pagesOf(size: ListSize): Pages {
  const maxOffset = maxOffsetOf(size);
  const trackScroll = TRACK_LIMIT_PX - size.viewportHeight;
  if (maxOffset <= trackScroll) return { count: 1, height: size.totalHeight, shiftStep: 0, trackScroll };
  const count = Math.ceil((maxOffset / trackScroll) * PAGES_PER_TRACK);
  const shiftStep = (maxOffset - trackScroll) / (count - 1);
  return { count, height: maxOffset / count, shiftStep, trackScroll };
}

function maxOffsetOf({ totalHeight, viewportHeight }: ListSize): number {
  return Math.max(0, totalHeight - viewportHeight);
}

function clamp(offset: number, maxOffset: number): number {
  return Math.max(0, Math.min(offset, maxOffset));
}
