import { env } from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';
import { embeddedFiles, readFilesFrom } from './embedded-files.ts';
import { CROSS_ENCODER } from './models.ts';
import { pairTensors } from './pair-assembly.ts';
import { prepareCrossEncoder } from './prepare-model.ts';
import { runtimeFiles } from './runtime-files.ts';
import { configureRuntime, openSession } from './session.ts';

// In a file, and so in a page, of its own: the lost device is the only one of the runtime.
test('a lost GPU device fails the run that waits for it, and those after it', async () => {
  configureRuntime(runtimeFiles.webgpu, 1);
  const files = embeddedFiles(CROSS_ENCODER, readFilesFrom(new URL('/', location.href).href));
  const model = await prepareCrossEncoder(files);
  const session = await openSession(await model.readGraph(), 'webgpu');
  const inputs = pairTensors([{ ids: [2, 5, 3, 6, 3], passageStart: 3 }], 5, model.format);
  const running = session.run(inputs);
  (await env.webgpu.device).destroy();
  const lost = {
    name: 'GpuError',
    message: expect.stringMatching(/^The GPU stopped working: .+[^.]\.$/),
  };
  await expect(running).rejects.toMatchObject(lost);
  await expect(session.run(inputs)).rejects.toMatchObject(lost);
});
