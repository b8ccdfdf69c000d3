import '@mantine/core/styles.css';
import { createElement, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { VirtualList } from './VirtualList.tsx';

let root: Root | undefined;

afterEach(() => {
  root?.unmount();
  root = undefined;
  document.body.replaceChildren();
});

/** Rows of 40 to 121 pixels and parts of them, each with a button. */
function fakeRow(row: number): ReactNode {
  return createElement('button', { type: 'button', style: { height: heightOf(row) } }, nameOf(row));
}

const heightOf = (row: number) => 40 + ((row * 3571) % 8100) / 100;
const nameOf = (row: number) => `Row ${row + 1}`;

function show(count: number): void {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  root.render(
    createElement(VirtualList, { label: 'Rows', count, estimatedRowHeight: 86, renderRow: fakeRow }),
  );
}

const list = () => page.getByRole('list', { name: 'Rows' });
const button = (row: number) => page.getByRole('button', { name: nameOf(row), exact: true });

function viewport(): HTMLElement {
  return list().element().parentElement?.parentElement as HTMLElement;
}

/** Numbers of the rows that can be seen, from 0. */
function rowsInView(): number[] {
  const { top, bottom } = viewport().getBoundingClientRect();
  return Array.from(list().element().children)
    .filter((item) => item.getBoundingClientRect().bottom > top && item.getBoundingClientRect().top < bottom)
    .map((item) => Number(item.getAttribute('aria-posinset')) - 1);
}

/** By its scrollbar, to a share of the track. */
async function dragTo(share: number): Promise<void> {
  const element = viewport();
  element.scrollTop = share * (element.scrollHeight - element.clientHeight);
  await settled();
}

async function scrollBy(pixels: number): Promise<void> {
  viewport().scrollTop += pixels;
  await settled();
}

/** Down or up from an end of the list, just past the first place where the track is moved back towards its own. */
async function scrollToNextPage(sign: 1 | -1): Promise<void> {
  for (let step = 0; step < 19; step++) await scrollBy(sign * 1900);
  let before: number;
  do {
    before = viewport().scrollTop;
    await scrollBy(sign * 100);
  } while ((viewport().scrollTop - before) * sign > 0);
}

/** Scroll events come with the next frame, what they lead to with the one after. */
async function settled(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}

describe.each([60_000, 1_000_000, 10_000_000])('a list of %i rows', (count) => {
  test('shows its last, its middle and its first row when the scrollbar is dragged there', async () => {
    show(count);
    await expect.element(button(0)).toBeInTheDocument();
    await dragTo(1);
    const { bottom } = viewport().getBoundingClientRect();
    expect(rowsInView().at(-1)).toBe(count - 1);
    expect(
      Math.abs(
        button(count - 1)
          .element()
          .getBoundingClientRect().bottom - bottom,
      ),
    ).toBeLessThan(30);

    await dragTo(0.5);
    const [middle] = rowsInView();
    expect(Math.abs(middle / count - 0.5)).toBeLessThan(0.01);
    const item = button(middle).element().closest('li');
    expect([item?.ariaSetSize, item?.ariaPosInSet]).toEqual([String(count), String(middle + 1)]);

    await dragTo(0);
    expect(rowsInView()[0]).toBe(0);
    expect(viewport().scrollTop).toBe(0);
  });

  test('is scrolled pixel by pixel from wherever that led, past many rows, without a gap', async () => {
    show(count);
    await expect.element(button(0)).toBeInTheDocument();
    await dragTo(0.3);
    for (const pixels of [150, -150]) {
      for (let step = 0; step < 20; step++) {
        const seen = rowsInView();
        const middle = seen[Math.floor(seen.length / 2)];
        const before = button(middle).element().getBoundingClientRect().top;
        await scrollBy(pixels);
        const moved = before - button(middle).element().getBoundingClientRect().top;
        expect(Math.abs(moved - pixels)).toBeLessThan(2);
      }
    }
    // Farther than a page of the track is high.
    for (const pixels of [1500, -1500]) {
      for (let step = 0; step < 30; step++) {
        const [first] = rowsInView();
        await scrollBy(pixels);
        const now = rowsInView();
        expect(now).toEqual(Array.from(now, (_, index) => now[0] + index));
        expect(Math.sign(pixels) * (now[0] - first)).toBeGreaterThan(1500 / 125);
        expect(Math.sign(pixels) * (now[0] - first)).toBeLessThan(1500 / 60);
      }
    }
  });

  test('follows the keys Home, End and Page Down, and keeps the focus', async () => {
    show(count);
    await button(0).click();
    await userEvent.keyboard('{End}');
    await expect.poll(() => rowsInView().at(-1)).toBe(count - 1);
    expect(document.activeElement).toBe(viewport());
    await userEvent.keyboard('{Tab}');
    expect(list().element().contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Home}');
    await expect.poll(() => rowsInView()[0]).toBe(0);
    await userEvent.keyboard('{PageDown}');
    await expect.poll(() => rowsInView()[0]).toBeGreaterThan(3);
  });

  test('follows Home and End from where the end of the track is nearer than a jump', async () => {
    show(count);
    await button(0).click();
    await scrollToNextPage(1);
    expect(rowsInView()[0]).toBeGreaterThan(300);
    await userEvent.keyboard('{Home}');
    await settled();
    expect(rowsInView()[0]).toBe(0);
    expect(viewport().scrollTop).toBe(0);

    await userEvent.keyboard('{End}');
    await settled();
    await scrollToNextPage(-1);
    expect(rowsInView()[0]).toBeLessThan(count - 300);
    await userEvent.keyboard('{End}');
    await settled();
    expect(rowsInView().at(-1)).toBe(count - 1);
    const { bottom } = viewport().getBoundingClientRect();
    expect(Math.abs(list().element().getBoundingClientRect().bottom - bottom)).toBeLessThan(3);
  });
});

test.each([
  ['Home', {}, true],
  ['End', {}, true],
  ['End', { ctrlKey: true }, true],
  ['ArrowDown', { metaKey: true }, true],
  ['ArrowUp', { metaKey: true }, true],
  ['ArrowDown', {}, false],
  ['End', { shiftKey: true }, false],
  ['Home', { altKey: true }, false],
  ['End', { metaKey: true }, false],
  ['ArrowDown', { metaKey: true, shiftKey: true }, false],
  ['ArrowDown', { metaKey: true, ctrlKey: true }, false],
])('the key %s with %o is its own: %s', async (key, modifiers, isOwn) => {
  show(1000);
  await expect.element(button(0)).toBeInTheDocument();
  const event = new KeyboardEvent('keydown', { key, ...modifiers, bubbles: true, cancelable: true });
  viewport().dispatchEvent(event);
  expect(event.defaultPrevented).toBe(isOwn);
});

test('has one name, the list’s', async () => {
  show(1000);
  await expect.element(list()).toBeInTheDocument();
  expect(document.querySelectorAll('[aria-label="Rows"]')).toHaveLength(1);
  expect(page.getByRole('region').elements()).toEqual([]);
});

test('a row that grows pushes those below it down, and nothing that is seen when it is above', async () => {
  show(1000);
  await button(0).click();
  await dragTo(0.5);
  const [first, second, third] = rowsInView();
  const top = () => button(third).element().getBoundingClientRect().top;
  const before = top();
  (button(second).element() as HTMLElement).style.height = `${heightOf(second) + 100}px`;
  await settled();
  expect(top() - before).toBe(100);
  (button(first - 2).element() as HTMLElement).style.height = `${heightOf(first - 2) + 500}px`;
  await settled();
  expect(Math.abs(top() - before - 100)).toBeLessThan(1);
});

test('at the end of a long list, it stays in view when rows become lower or higher', async () => {
  show(1_000_000);
  await expect.element(button(0)).toBeInTheDocument();
  await dragTo(1);
  for (const height of ['20px', '130px', '33.3px']) {
    for (const row of list().element().querySelectorAll('button')) row.style.height = height;
    await settled();
    expect(rowsInView().at(-1)).toBe(999_999);
    const { bottom } = viewport().getBoundingClientRect();
    expect(Math.abs(list().element().getBoundingClientRect().bottom - bottom)).toBeLessThan(3);
  }
});

test('a list that was out of sight is as it was when it is seen again', async () => {
  show(100_000);
  await expect.element(button(0)).toBeInTheDocument();
  await dragTo(0.5);
  const seen = rowsInView();
  document.body.style.display = 'none';
  await settled();
  document.body.style.display = '';
  await settled();
  expect(rowsInView()).toEqual(seen);
});

test('a short list is as high as its rows', async () => {
  show(3);
  const rows = Array.from({ length: 3 }, (_, row) => button(row));
  await expect.element(rows[2]).toBeInTheDocument();
  await settled();
  expect(viewport().scrollHeight).toBe(viewport().clientHeight);
  const { bottom } = list().element().getBoundingClientRect();
  expect(Math.abs(viewport().getBoundingClientRect().bottom - bottom)).toBeLessThanOrEqual(2);
});
