/**
 * Runs the half of pdf.js that goes through a file, which nothing but its end can stop: a page may hold drawing without end,
 * and no message is heard meanwhile.
 */
export interface PdfWorker {
  /** Its other end. */
  readonly port: PdfPort;
  /** At once, whatever it is doing. */
  end(): void;
}

/** What a worker of a browser and a port of Node have in common. */
export type PdfPort = Pick<MessagePort, 'postMessage' | 'addEventListener'>;

/** `onDeath` is told why it does not start, or has stopped; not of `end`. */
export type StartPdfWorker = (onDeath: (cause: string) => void) => PdfWorker;

let configured: StartPdfWorker | undefined;

/** Says how workers are started in this thread; to be called before a PDF is read. */
export function configurePdf(start: StartPdfWorker): void {
  configured = start;
}

/** Starts one as it was configured. */
export const startPdfWorker: StartPdfWorker = (onDeath) => {
  if (!configured) throw new Error('Expected configurePdf to be called before a PDF is read.');
  return configured(onDeath);
};
