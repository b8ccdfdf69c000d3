import type { JobProgress } from '../engine/records.ts';

/** What progress is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressLine {
  /** Shown at once on a terminal, else now and then. */
  report(progress: JobProgress): void;
  /** A line that stays. */
  say(text: string): void;
}

const LOG_EVERY_MS = 10_000;
/** Of a terminal: more often nobody sees. */
const DRAW_EVERY_MS = 100;

const CLEAR_LINE = '\r\x1b[K';

/** On a terminal one line that is rewritten; elsewhere a line every ten seconds. `nowMs` is a clock in milliseconds. */
export function openProgressLine(stream: ProgressStream, nowMs: () => number): ProgressLine {
  let shownMs = nowMs();
  let isDrawn = false;
  return {
    report(progress) {
      const isTerminal = stream.isTTY === true;
      if (nowMs() - shownMs < (isTerminal ? DRAW_EVERY_MS : LOG_EVERY_MS)) return;
      shownMs = nowMs();
      const words = progressWords(progress);
      stream.write(isTerminal ? `${CLEAR_LINE}${words}` : `${words}\n`);
      isDrawn = isTerminal;
    },
    say(text) {
      stream.write(`${isDrawn ? CLEAR_LINE : ''}${text}\n`);
      isDrawn = false;
    },
  };
}

/** 'scoring: 1,200 of 43,000 tokens (2 %), 3 min left'. */
export function progressWords({ stage, done, total, unit, remainingMs }: JobProgress): string {
  const percent = total > 0 ? ` (${Math.floor((100 * done) / total)} %)` : '';
  const left = remainingMs === undefined ? '' : `, ${durationWords(remainingMs)} left`;
  return `${stage}: ${countWords(done)} of ${countWords(total)} ${unit}${percent}${left}`;
}

export function countWords(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** '4 s', '3 min', '2 h 10 min': rounded up, so that a wait is not longer than was said. */
export function durationWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
