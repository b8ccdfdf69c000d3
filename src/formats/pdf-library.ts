/** A shim for Node 20, which lacks what pdf.js calls; every browser since 2024 has it. */
if (!('withResolvers' in Promise)) {
  Object.assign(Promise, {
    withResolvers<T>() {
      let resolve: ((value: T | PromiseLike<T>) => void) | undefined;
      let reject: ((reason: unknown) => void) | undefined;
      const promise = new Promise<T>((onResolve, onReject) => {
        resolve = onResolve;
        reject = onReject;
      });
      return { promise, resolve, reject };
    },
  });
}

/**
 * pdf.js, loaded when it is first asked for. Its worker's half is loaded beside it and runs here, where it is called: this is a
 * worker of the app already, and no script is started by an address.
 */
export async function loadPdfLibrary(): Promise<typeof import('pdfjs-dist')> {
  // Before the other half, which looks for it. Sends a message 'ready' to the page, which nothing there listens to.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs' as string);
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
