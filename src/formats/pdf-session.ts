import type { PDFWorker } from 'pdfjs-dist/types/src/display/api';
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { MAX_PDF_STEP_MS } from './limits.ts';
import { loadPdfLibrary } from './pdf-library.ts';
import { type PdfWorker, startPdfWorker } from './pdf-worker.ts';

/** A page by its number, from 1. */
export type PdfPlace = 'opening' | number;

/** One PDF's use of a worker. */
export interface PdfSession {
  /** As pdf.js knows it. */
  readonly worker: PDFWorker;
  /**
   * Waits for what the worker has to do; `place` is where in the PDF that is. The worker is ended at a cancel, and where
   * this takes longer than the limit.
   *
   * @throws whatever `ask` rejects with; ImportError where it takes too long, or more than the worker can do; whatever
   * `cancel` throws.
   */
  answer<T>(ask: () => Promise<T>, place: PdfPlace): Promise<T>;
  /** Ends the worker, for who leaves it at work. */
  end(): void;
  /** Leaves the worker to the next PDF, unless it was ended. */
  close(): void;
}

/** A worker, which may serve several PDFs one after the other. */
interface Running {
  readonly worker: PDFWorker;
  /** Called once it has died. */
  onDeath: () => void;
  /** Why it died, once it has. */
  deathCause?: string;
  hasEnded: boolean;
  end(): void;
}

/** One that nobody uses is kept so long: starting another takes as long as reading several PDFs, and each takes memory. */
const IDLE_MS = 2000;

/**
 * The limit is counted in these: of the time that this thread is busy itself, or the machine sleeps, one goes by. Nothing could
 * answer meanwhile.
 */
const TICK_MS = 1000;

let idle: { readonly running: Running; readonly timer: ReturnType<typeof setTimeout> } | undefined;

/**
 * Takes the worker that is idle, or starts one.
 *
 * @throws WorkerError when it does not start; whatever `cancel` throws.
 */
export async function openPdfSession(path: string, cancel: Cancel | undefined): Promise<PdfSession> {
  const running = takeIdle() ?? (await startRunning(cancel));
  return {
    worker: running.worker,
    answer: (ask, place) =>
      waitFor(ask, running, cancel, {
        stopped: (cause) => stoppedError(path, place, cause),
        late: () => lateError(path, place),
      }),
    end: running.end,
    close: () => keepIdle(running),
  };
}

function takeIdle(): Running | undefined {
  if (!idle) return undefined;
  const { running, timer } = idle;
  clearTimeout(timer);
  idle = undefined;
  return running;
}

function keepIdle(running: Running): void {
  if (running.hasEnded) return;
  // PDFs are read one by one, but for a preview beside an import.
  if (idle) {
    running.end();
    return;
  }
  const drop = () => {
    if (idle?.running === running) takeIdle();
    running.end();
  };
  running.onDeath = drop;
  idle = { running, timer: setTimeout(drop, IDLE_MS) };
}

async function startRunning(cancel: Cancel | undefined): Promise<Running> {
  const { PDFWorker } = await loadPdfLibrary();
  const { port, end } = startOrThrow((cause) => {
    running.deathCause ??= cause;
    running.onDeath();
  });
  const worker = new PDFWorker({ port: port as never, verbosity: 0 });
  const running: Running = {
    worker,
    onDeath: () => undefined,
    hasEnded: false,
    end() {
      if (running.hasEnded) return;
      running.hasEnded = true;
      worker.destroy();
      end();
    },
  };
  // The first thing that pdf.js says is that it is there. However long its file takes to come is not the PDF's fault.
  const isThere = () =>
    new Promise<void>((resolve) => port.addEventListener('message', () => resolve(), { once: true }));
  await waitFor(isThere, running, cancel, { stopped: notStartedError });
  return running;
}

function startOrThrow(onDeath: (cause: string) => void): PdfWorker {
  try {
    return startPdfWorker(onDeath);
  } catch (error) {
    throw notStartedError(error instanceof Error ? error.message : String(error));
  }
}

/** What can go wrong with a worker while it is waited for. */
interface Failures {
  readonly stopped: (cause: string) => Error;
  /** Absent where there is no limit. */
  readonly late?: () => Error;
}

/** What `ask` gives, unless something else comes first; then the worker is ended. */
function waitFor<T>(
  ask: () => Promise<T>,
  running: Running,
  cancel: Cancel | undefined,
  { stopped, late }: Failures,
): Promise<T> {
  // In the worker a Cancel is an AbortSignal.
  const signal = cancel instanceof AbortSignal ? cancel : undefined;
  return new Promise((resolve, reject) => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (how: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', checkCancel);
      how();
    };
    const fail = (error: unknown) =>
      settle(() => {
        running.end();
        reject(error);
      });
    const countDown = (ticks: number, errorAtEnd: () => Error) => {
      timer = setTimeout(() => {
        if (ticks > 1) countDown(ticks - 1, errorAtEnd);
        else fail(errorAtEnd());
      }, TICK_MS);
    };
    const checkCancel = () => {
      try {
        cancel?.throwIfAborted();
      } catch (error) {
        fail(error);
      }
    };
    running.onDeath = () => fail(stopped(running.deathCause ?? 'it was ended'));
    if (running.hasEnded || running.deathCause !== undefined) running.onDeath();
    checkCancel();
    if (isOver) return;
    signal?.addEventListener('abort', checkCancel);
    if (late) countDown(MAX_PDF_STEP_MS / TICK_MS, late);
    ask().then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
  });
}

function lateError(path: string, place: PdfPlace): XennError {
  const seconds = MAX_PDF_STEP_MS / 1000;
  return new XennError(
    'ImportError',
    place === 'opening'
      ? `${path} took longer than ${seconds} seconds to open; its pages were expected by then. Open it elsewhere, save it again, and choose that file.`
      : `${path} gave nothing more for ${seconds} seconds on page ${place.toLocaleString('en-US')}; its text was expected by then. Save it without ` +
          'that page, or without its drawings, and choose that file.',
  );
}

function stoppedError(path: string, place: PdfPlace, cause: string): XennError {
  const where = place === 'opening' ? 'while it was opened' : `on page ${place.toLocaleString('en-US')}`;
  return new XennError(
    'ImportError',
    `${path} was expected to be read to its end; what reads PDFs stopped ${where} (${cause}). It may need more memory than there ` +
      'is: split it and choose the parts.',
  );
}

function notStartedError(cause: string): XennError {
  return new XennError(
    'WorkerError',
    `PDFs cannot be read: the worker for them did not start (${cause}). Reload the page and choose the files again.`,
  );
}
