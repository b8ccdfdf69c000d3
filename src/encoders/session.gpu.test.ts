import { env } from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';
import { loadWeights, readFilesFrom } from './model-files.ts';
import { CROSS_ENCODER } from './models.ts';
import { pairTensors } from './pair-assembly.ts';
import { runtimeFiles } from './runtime-files.ts';
import { configureRuntime, openSession } from './session.ts';

// In a file, and so in a page, of its own: the lost device is the only one of the runtime.
test('a lost GPU device fails the run that waits for it, and those after it', async () => {
  configureRuntime(runtimeFiles, 1);
  const { bytes } = await loadWeights(CROSS_ENCODER, readFilesFrom(new URL('/', location.href).href));
  const session = await openSession(CROSS_ENCODER, bytes, 'webgpu');
  const inputs = pairTensors([{ ids: [2, 5, 3, 6, 3], passageStart: 3 }], 5, 0);
  const running = session.run(inputs, 1, 5);
  (await env.webgpu.device).destroy();
  const lost = {
    name: 'GpuError',
    message: expect.stringMatching(
      /^The GPU stopped working: .+\. Load the models again, or choose WebAssembly\.$/,
    ),
  };
  await expect(running).rejects.toMatchObject(lost);
  await expect(session.run(inputs, 1, 5)).rejects.toMatchObject(lost);
}, 60_000);
