import type { BrowserContext, Page } from 'playwright';
import { peakMemoryMb } from '../peak-memory.mjs';

export interface ListTimes {
  /** Between frames while the list is scrolled by the wheel. */
  readonly frameMs: readonly number[];
  /** After each jump to another place, until the rows there show their texts. */
  readonly filledMs: readonly number[];
  /** Largest resident size of the app's page so far. */
  readonly memoryMb: number | null;
}

const WHEEL_TURNS = 120;
const WHEEL_PIXELS = 400;
/** Shares of the list that are jumped to. */
const JUMPS = [0.5, 0.25, 0.999, 0.1, 0.75, 0];

/** Scrolls the documents of the corpus that the app finds stored, as a person does. */
export async function measureList(
  context: BrowserContext,
  profileFolder: string,
  address: string,
): Promise<ListTimes> {
  const page = await context.newPage();
  await page.goto(`${address}/#/corpus`);
  const list = page.getByRole('list', { name: 'Documents' }).locator('xpath=../..');
  // Until then models are loaded and tried.
  await page.getByRole('button', { name: /^Backend:/ }).waitFor({ timeout: 120_000 });
  await rowsFilled(page);
  await list.hover();
  await page.evaluate(startFrameClock);
  for (let turn = 0; turn < WHEEL_TURNS; turn++) await page.mouse.wheel(0, WHEEL_PIXELS);
  const frameMs = await page.evaluate(stopFrameClock);
  const filledMs: number[] = [];
  for (const share of JUMPS) {
    const startedMs = performance.now();
    await list.evaluate((element, to) => element.scrollTo(0, to * element.scrollHeight), share);
    await rowsFilled(page);
    filledMs.push(performance.now() - startedMs);
  }
  const memoryMb = peakMemoryMb(profileFolder);
  await page.close();
  return { frameMs, filledMs, memoryMb };
}

/** Every row that is drawn shows a document. */
async function rowsFilled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('[aria-label="Documents"] li')];
    return rows.length > 0 && rows.every((row) => row.querySelector('input[type="checkbox"]'));
  });
}

interface FrameClock {
  frameMs: number[];
  frame: number;
}

function startFrameClock(): void {
  const clock: FrameClock = { frameMs: [], frame: 0 };
  let lastMs = performance.now();
  const note = (nowMs: number) => {
    clock.frameMs.push(nowMs - lastMs);
    lastMs = nowMs;
    clock.frame = requestAnimationFrame(note);
  };
  clock.frame = requestAnimationFrame(note);
  Object.assign(globalThis, { frameClock: clock });
}

function stopFrameClock(): number[] {
  const clock: FrameClock = Reflect.get(globalThis, 'frameClock');
  cancelAnimationFrame(clock.frame);
  // The first gap began before the clock did.
  return clock.frameMs.slice(1);
}
