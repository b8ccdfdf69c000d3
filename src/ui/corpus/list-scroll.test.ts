import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AT_TOP,
  atEnd,
  growList,
  type ListScroll,
  type ListSize,
  scrollList,
  scrollTopOf,
  TRACK_LIMIT_PX,
  trackHeightOf,
} from './list-scroll.ts';

const SEED = 20261126;
const VIEWPORT_PX = 512;

const sizeOf = (totalHeight: number): ListSize => ({ totalHeight, viewportHeight: VIEWPORT_PX });

const maxScrollTopOf = (scroll: ListScroll, size: ListSize) =>
  trackHeightOf(scroll, size) - size.viewportHeight;

/** Scrolls as a browser does: to no place that the track does not have. */
function scrollTo(from: ListScroll, size: ListSize, scrollTop: number): ListScroll {
  const maxScrollTop = maxScrollTopOf(from, size);
  return scrollList(from, size, Math.max(0, Math.min(scrollTop, maxScrollTop)), maxScrollTop);
}

const scrollBy = (from: ListScroll, size: ListSize, pixels: number) =>
  scrollTo(from, size, scrollTopOf(from) + pixels);

test.each([600, 86 * 1000, TRACK_LIMIT_PX])('a list of %i pixels scrolls as any element', (totalHeight) => {
  const size = sizeOf(totalHeight);
  expect(trackHeightOf(AT_TOP, size)).toBe(totalHeight);
  for (const scrollTop of [0, 1, 88, totalHeight - VIEWPORT_PX]) {
    expect(scrollTo(AT_TOP, size, scrollTop)).toEqual({ offset: scrollTop, shift: 0, page: 0 });
  }
  expect(atEnd(size)).toEqual({ offset: totalHeight - VIEWPORT_PX, shift: 0, page: 0 });
});

describe.each([86 * 50_000, 86e6, 86e7, 86e8])('a list of %i pixels', (totalHeight) => {
  const size = sizeOf(totalHeight);
  const end = totalHeight - VIEWPORT_PX;

  test('the scrollbar reaches its end, its beginning and every share of it', () => {
    const dragged = scrollTo(AT_TOP, size, Infinity);
    expect(dragged.offset).toBeCloseTo(end, 3);
    expect(trackHeightOf(dragged, size)).toBeCloseTo(TRACK_LIMIT_PX, 3);
    expect(scrollTo(dragged, size, 0).offset).toBe(0);
    for (const share of [0.01, 0.25, 0.5, 0.99]) {
      const jumped = scrollTo(AT_TOP, size, share * (TRACK_LIMIT_PX - VIEWPORT_PX));
      expect(Math.abs(jumped.offset / end - share)).toBeLessThan(0.011);
    }
  });

  test('its end is where the scrollbar leads at its own', () => {
    const dragged = scrollTo(AT_TOP, size, Infinity);
    expect(atEnd(size).offset).toBe(end);
    expect(atEnd(size).shift).toBeCloseTo(dragged.shift, 3);
    expect(atEnd(size).page).toBe(dragged.page);
  });

  test('wherever a jump led, small steps go pixel by pixel, and past the ends of pages', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: -1000, max: 1000 }),
        (share, pixels) => {
          let scroll = scrollTo(AT_TOP, size, share * (TRACK_LIMIT_PX - VIEWPORT_PX));
          for (let step = 0; step < 40; step++) {
            // The track has an end of its own: as many pixels as it has left.
            const maxScrollTop = maxScrollTopOf(scroll, size);
            const possible = Math.max(
              -scrollTopOf(scroll),
              Math.min(pixels, maxScrollTop - scrollTopOf(scroll)),
            );
            const next = scrollBy(scroll, size, pixels);
            expect(next.offset).toBeCloseTo(Math.max(0, Math.min(scroll.offset + possible, end)), 3);
            expect(scrollTopOf(next)).toBeGreaterThanOrEqual(-0.001);
            expect(scrollTopOf(next)).toBeLessThanOrEqual(maxScrollTopOf(next, size) + 0.001);
            scroll = next;
          }
        },
      ),
      { seed: SEED, numRuns: 30 },
    );
  });

  test('small steps alone arrive at the end, and back at the beginning', () => {
    let scroll = scrollTo(AT_TOP, size, 0.9995 * (TRACK_LIMIT_PX - VIEWPORT_PX));
    for (let step = 0; step < 200_000 && scroll.offset < end - 0.01; step++) {
      scroll = scrollBy(scroll, size, 1900);
    }
    expect(scroll.offset).toBeCloseTo(end, 1);
    scroll = scrollTo(scroll, size, 0.0006 * (TRACK_LIMIT_PX - VIEWPORT_PX));
    for (let step = 0; step < 200_000 && scroll.offset > 0; step++) scroll = scrollBy(scroll, size, -1900);
    expect(scroll).toEqual(AT_TOP);
  });
});

describe('rows that were measured', () => {
  test('above the viewport, they move what is seen nowhere', () => {
    const at = { offset: 5000, shift: 0, page: 0 };
    expect(growList(at, sizeOf(10_000), sizeOf(10_030), 30)).toEqual({ offset: 5030, shift: 0, page: 0 });
  });

  test('at the end of the list, it stays in view', () => {
    const size = sizeOf(86e6);
    const grown = sizeOf(86e6 + 40);
    const after = growList(atEnd(size), size, grown, 0);
    expect(after.offset).toBe(grown.totalHeight - VIEWPORT_PX);
    expect(trackHeightOf(after, grown) - VIEWPORT_PX).toBeCloseTo(scrollTopOf(after), 3);
  });

  test('where the list became lower than it was scrolled, its end is seen', () => {
    const at = { offset: 9000, shift: 0, page: 0 };
    expect(growList(at, sizeOf(10_000), sizeOf(8000), 0).offset).toBe(8000 - VIEWPORT_PX);
  });

  test('at the top, the list stays there', () => {
    expect(growList(AT_TOP, sizeOf(400), sizeOf(900), 0)).toEqual(AT_TOP);
  });
});
