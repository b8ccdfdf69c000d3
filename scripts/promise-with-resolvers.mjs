// @ts-check
/** A shim for Node 20, which lacks what pdf.js calls; every browser since 2024 has it. */
if (!('withResolvers' in Promise)) {
  Object.assign(Promise, {
    withResolvers() {
      /** @type {((value: unknown) => void) | undefined} */
      let resolve;
      /** @type {((reason: unknown) => void) | undefined} */
      let reject;
      const promise = new Promise((onResolve, onReject) => {
        resolve = onResolve;
        reject = onReject;
      });
      return { promise, resolve, reject };
    },
  });
}
