/** Runs tasks one after the other, in the order they came; a task that fails does not hold up the next. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    // Only the end is waited for: neither the value nor the failure is kept.
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
}

/** Lets messages that wait for this worker (a cancellation, above all) be handled before going on. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
