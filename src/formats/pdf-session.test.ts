import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { cancelledError } from '../core/errors.ts';
import { drawnPdf, pdfFile } from '../testing/pdf-file.ts';
import { startPdfThread } from '../testing/pdf-threads.ts';
import { errorOf } from '../testing/source-files.ts';
import { MAX_PDF_STEP_MS } from './limits.ts';
import { readPdf } from './pdf-text.ts';
import { configurePdf, type PdfPort, type StartPdfWorker } from './pdf-worker.ts';

const IDLE_MS = 2000;
const PDF = pdfFile([['Text']]);

/** What became of the workers that were started. */
let counts: { started: number; ended: number };

/** As `start`, counted. */
function counted(start: StartPdfWorker): StartPdfWorker {
  return (onDeath) => {
    const { port, end } = start(onDeath);
    counts.started++;
    return {
      port,
      end() {
        counts.ended++;
        end();
      },
    };
  };
}

interface Stuck {
  readonly start: StartPdfWorker;
  /** Resolves once one is asked for that. */
  readonly isAsked: Promise<void>;
  kill(cause: string): void;
}

/** Workers that give no answer to one thing that pdf.js asks of them, as one does that is at work on it. */
function stuckAt(action: string): Stuck {
  let ask: () => void;
  let kill: (cause: string) => void;
  const isAsked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const start = counted((onDeath) => {
    kill = onDeath;
    const { port, end } = startPdfThread(onDeath);
    const post = port.postMessage.bind(port);
    port.postMessage = (message: { action?: string }, ...more: unknown[]) =>
      message.action === action ? ask() : post(message, ...(more as []));
    return { port, end };
  });
  return { start, isAsked, kill: (cause) => kill(cause) };
}

const textOf = async () => (await readPdf(PDF, 'a.pdf')).text;

beforeEach(() => {
  counts = { started: 0, ended: 0 };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  configurePdf(counted(startPdfThread));
});
// The next test is to start with none.
afterEach(async () => {
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  vi.useRealTimers();
});

describe('a worker', () => {
  it('reads one PDF after the other, and ends when there are no more', async () => {
    for (let i = 0; i < 3; i++) expect(await textOf()).toBe('Text');
    expect(await errorOf(Promise.resolve(readPdf(pdfFile([[]]), 'a.pdf')))).toMatch(/holds no text/);
    expect(counts).toEqual({ started: 1, ended: 0 });
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect(counts).toEqual({ started: 1, ended: 1 });
  });

  it('reads no two at the same time; one is kept of several', async () => {
    expect(await Promise.all([textOf(), textOf()])).toEqual(['Text', 'Text']);
    expect(counts).toEqual({ started: 2, ended: 1 });
  });

  it('that does not start is told, and the next one is tried', async () => {
    const port: PdfPort = new MessageChannel().port1;
    configurePdf((onDeath) => {
      queueMicrotask(() => onDeath('its file could not be loaded'));
      return { port, end: () => undefined };
    });
    expect(await errorOf(textOf())).toBe(
      'WorkerError: PDFs cannot be read: the worker for them did not start (its file could not be loaded). ' +
        'Reload the page and choose the files again.',
    );
    configurePdf(() => {
      throw new Error('too many workers');
    });
    expect(await errorOf(textOf())).toBe(
      'WorkerError: PDFs cannot be read: the worker for them did not start (too many workers). ' +
        'Reload the page and choose the files again.',
    );
    configurePdf(startPdfThread);
    expect(await textOf()).toBe('Text');
  });

  it('is not left over where there is no memory for a copy of the file', async () => {
    const bytes = Object.assign(PDF.slice(), {
      slice() {
        throw new RangeError('Array buffer allocation failed');
      },
    });
    await expect(readPdf(bytes, 'a.pdf')).rejects.toThrow('Array buffer allocation failed');
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect(counts.started).toBe(counts.ended);
  });
});

test.each([
  [
    'GetTextContent',
    'a.pdf gave nothing more for 30 seconds on page 1; its text was expected by then. Save it without that page, or without its drawings, and choose that file.',
  ],
  [
    'GetDocRequest',
    'a.pdf took longer than 30 seconds to open; its pages were expected by then. Open it elsewhere, save it again, and choose that file.',
  ],
])(
  'a PDF that takes longer than the limit at %s is refused, and its worker is ended',
  async (action, message) => {
    const { start, isAsked } = stuckAt(action);
    configurePdf(start);
    const reading = errorOf(textOf());
    await isAsked;
    await vi.advanceTimersByTimeAsync(MAX_PDF_STEP_MS - 1);
    expect(counts).toEqual({ started: 1, ended: 0 });
    await vi.advanceTimersByTimeAsync(1);
    expect(await reading).toBe(`ImportError: ${message}`);
    expect(counts).toEqual({ started: 1, ended: 1 });
    configurePdf(startPdfThread);
    expect(await textOf()).toBe('Text');
  },
);

test('a timer that is late, as after a sleep, is no reason to refuse', async () => {
  const { start, isAsked } = stuckAt('GetTextContent');
  configurePdf(start);
  const controller = new AbortController();
  const reading = errorOf(Promise.resolve(readPdf(PDF, 'a.pdf', controller.signal)));
  await isAsked;
  for (let second = 1; second < MAX_PDF_STEP_MS / 1000; second++) await vi.advanceTimersToNextTimerAsync();
  expect(counts).toEqual({ started: 1, ended: 0 });
  controller.abort(cancelledError());
  expect(await reading).toBe('CancelledError: Cancelled.');
});

test.each(['GetTextContent', 'GetDocRequest'])('a cancel at %s ends the worker at once', async (action) => {
  const { start, isAsked } = stuckAt(action);
  configurePdf(start);
  const controller = new AbortController();
  const reading = errorOf(Promise.resolve(readPdf(PDF, 'a.pdf', controller.signal)));
  await isAsked;
  controller.abort(cancelledError());
  expect(counts).toEqual({ started: 1, ended: 1 });
  expect(await reading).toBe('CancelledError: Cancelled.');
});

test('a cancel while the worker starts ends it', async () => {
  const { port1: port } = new MessageChannel();
  const started = new Promise<void>((resolve) => {
    configurePdf(
      counted(() => {
        resolve();
        return { port, end: () => port.close() };
      }),
    );
  });
  const controller = new AbortController();
  const reading = errorOf(Promise.resolve(readPdf(PDF, 'a.pdf', controller.signal)));
  await started;
  controller.abort(cancelledError());
  expect(await reading).toBe('CancelledError: Cancelled.');
  expect(counts).toEqual({ started: 1, ended: 1 });
});

test.each([
  [
    'GetTextContent',
    'a.pdf was expected to be read to its end; what reads PDFs stopped on page 1 (out of memory). It may need more memory than there is: split it and choose the parts.',
  ],
  [
    'GetDocRequest',
    'a.pdf was expected to be read to its end; what reads PDFs stopped while it was opened (out of memory). It may need more memory than there is: split it and choose the parts.',
  ],
])('a PDF whose worker dies at %s is refused', async (action, message) => {
  const { start, isAsked, kill } = stuckAt(action);
  configurePdf(start);
  const reading = errorOf(textOf());
  await isAsked;
  kill('out of memory');
  expect(await reading).toBe(`ImportError: ${message}`);
  expect(counts).toEqual({ started: 1, ended: 1 });
});

test('a page of nothing but drawing can be cancelled while pdf.js goes through it', async () => {
  const controller = new AbortController();
  configurePdf((onDeath) => {
    const { port, end } = startPdfThread(onDeath);
    const post = port.postMessage.bind(port);
    port.postMessage = (message: { action?: string }, ...more: unknown[]) => {
      post(message, ...(more as []));
      if (message.action === 'GetTextContent') setImmediate(() => controller.abort(cancelledError()));
    };
    return { port, end };
  });
  const reading = readPdf(drawnPdf(50), 'a.pdf', controller.signal);
  expect(await errorOf(Promise.resolve(reading))).toBe('CancelledError: Cancelled.');
});
