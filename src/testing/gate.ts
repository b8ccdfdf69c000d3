/** A promise that a test settles: to hold work until something else has happened. */
export function openGate() {
  let open: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { opened, open, fail };
}
