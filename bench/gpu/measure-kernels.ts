import { withBrowser } from '../browser.mjs';
import { withServedBuild } from '../serve-build.mjs';
import type { KernelRun } from './kernels.worker.ts';
import type { GpuPage } from './page.ts';

export interface KernelRuns {
  readonly simd: KernelRun;
  readonly webgpu: KernelRun;
}

const PORT = 4198;

/** The kernels in headless Chromium, first in WebAssembly, then on the GPU. */
export function measureKernels(threads: number, say: (text: string) => void): Promise<KernelRuns> {
  return withServedBuild({ configFile: 'bench/gpu/vite.config.ts' }, PORT, (address) =>
    withBrowser(async (context) => {
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => say(`page error: ${message}`));
      await page.goto(`${address}/page.html`);
      await page.waitForFunction(() => 'runKernels' in globalThis);
      const run = (name: 'simd' | 'webgpu') => {
        say(`kernels: ${name}`);
        return page.evaluate(
          (input) => (globalThis as unknown as GpuPage).runKernels(input.name, input.threads),
          { name, threads },
        );
      };
      return { simd: await run('simd'), webgpu: await run('webgpu') };
    }),
  );
}
