import { describe, expect, it } from 'vitest';
import type { CallContext } from './records.ts';
import { type SharedWork, shareWork } from './shared-work.ts';

const CANCELLED = { name: 'CancelledError', message: 'Cancelled.' };

/** Work that goes on step by step as the test says. */
function workInSteps() {
  let given: CallContext<number> = {};
  let end: (value: string) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const work: SharedWork<string, number> = shareWork((context) => {
    given = context;
    return new Promise((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  });
  return {
    work,
    end: (value: string) => end(value),
    fail: (error: unknown) => fail(error),
    report: (progress: number) => given.onProgress?.(progress),
    /** Asks as work does between its steps, and ends by it. */
    step() {
      try {
        given.cancel?.throwIfAborted();
      } catch (error) {
        fail(error);
      }
      return given.cancel?.aborted;
    },
  };
}

describe('shareWork', () => {
  it('gives all callers the one result, also those who come after it', async () => {
    const { work, end } = workInSteps();
    const callers = [work.join(), work.join()];
    end('made');
    expect(await Promise.all([...callers, work.join()])).toEqual(['made', 'made', 'made']);
    expect(work.isLost()).toBe(false);
  });

  it('tells all who wait how far it is', async () => {
    const { work, report, end } = workInSteps();
    const told: [caller: string, progress: number][] = [];
    const first = work.join({ onProgress: (progress) => told.push(['first', progress]) });
    report(1);
    const second = work.join({ onProgress: (progress) => told.push(['second', progress]) });
    report(2);
    end('made');
    await Promise.all([first, second]);
    report(3);
    expect(told).toEqual([
      ['first', 1],
      ['first', 2],
      ['second', 2],
    ]);
  });

  it.each([0, 1])('rejects caller %i at once when it cancels, and goes on for the other', async (leaving) => {
    const { work, step, end } = workInSteps();
    const stops = [new AbortController(), new AbortController()];
    const callers = stops.map(({ signal }) => work.join({ cancel: signal }));
    stops[leaving].abort();
    await expect(callers[leaving]).rejects.toMatchObject(CANCELLED);
    expect(step()).toBe(false);
    end('made');
    expect(await callers[1 - leaving]).toBe('made');
  });

  it('stops when all have cancelled; the last one waits for its end', async () => {
    const { work, step } = workInSteps();
    const stops = [new AbortController(), new AbortController()];
    const [first, second] = stops.map(({ signal }) => work.join({ cancel: signal }));
    const outcomes: string[] = [];
    const noted = [
      first.catch(() => outcomes.push('first left')),
      second.catch(() => outcomes.push('second left')),
    ];
    stops[0].abort();
    stops[1].abort();
    await noted[0];
    expect(work.isLost()).toBe(true);
    outcomes.push('the work asks');
    expect(step()).toBe(true);
    await noted[1];
    expect(outcomes).toEqual(['first left', 'the work asks', 'second left']);
    await expect(second).rejects.toMatchObject(CANCELLED);
  });

  it('goes on for a caller that cannot cancel', async () => {
    const { work, step, end } = workInSteps();
    const stop = new AbortController();
    const leaving = work.join({ cancel: stop.signal });
    const staying = work.join();
    stop.abort();
    await expect(leaving).rejects.toMatchObject(CANCELLED);
    expect(step()).toBe(false);
    end('made');
    expect(await staying).toBe('made');
  });

  it('is not stopped by a cancel after its end', async () => {
    const { work, end } = workInSteps();
    const stop = new AbortController();
    const caller = work.join({ cancel: stop.signal });
    end('made');
    await caller;
    stop.abort();
    expect(work.isLost()).toBe(false);
    expect(await work.join()).toBe('made');
  });

  it('fails for all with its own error, and is lost', async () => {
    const { work, fail } = workInSteps();
    const callers = [work.join(), work.join()];
    fail(new Error('no disk'));
    for (const caller of callers) await expect(caller).rejects.toThrow('no disk');
    expect(work.isLost()).toBe(true);
  });
});
