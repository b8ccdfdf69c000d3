import type { BrowserContext } from 'playwright';
import type { BenchWorker } from './bench.worker.ts';
import { inspectHeaps } from './heap-bytes.ts';
import type { BenchPage } from './page.ts';

/** The benchmark's page, seen from Node. */
export interface OpenPage {
  restartWorker(): Promise<void>;
  /** JavaScript objects of the page and its workers, after a garbage collection; WebAssembly memory is not in it. */
  heapBytes(): Promise<number>;
  /** Calls a method of the worker. */
  inWorker<Method extends keyof BenchWorker>(
    method: Method,
    ...args: Parameters<BenchWorker[Method]>
  ): Promise<Awaited<ReturnType<BenchWorker[Method]>>>;
}

/** Opens the page at `address` (without a slash at the end). */
export async function openBenchPage(
  context: BrowserContext,
  address: string,
  say: (text: string) => void,
): Promise<OpenPage> {
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => say(`page error: ${message}`));
  const heapBytes = await inspectHeaps(await context.newCDPSession(page));
  await page.goto(`${address}/page.html`);
  await page.waitForFunction(() => 'benchPage' in globalThis);
  const inPage = <Method extends keyof BenchPage>(method: Method, ...args: Parameters<BenchPage[Method]>) =>
    page.evaluate(
      (call) => {
        const benchPage = Reflect.get(globalThis, 'benchPage');
        return benchPage[call.method](...call.args);
      },
      { method, args },
    );
  return {
    restartWorker: () => inPage('restartWorker'),
    heapBytes,
    inWorker: (method, ...args) => inPage('callWorker', method, args),
  };
}
