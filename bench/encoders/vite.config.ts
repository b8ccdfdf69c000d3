import { join } from 'node:path';
import { mergeConfig, type Plugin } from 'vite';
import { baseConfig } from '../../vite.base.ts';

/** The worker that holds ONNX Runtime is the app's own; the instruments are put ahead of it. */
const watchSessions = (): Plugin => ({
  name: 'watch-sessions',
  transform: (code, id) => {
    if (!id.endsWith('/src/workers/session.worker.ts')) return undefined;
    const instruments = JSON.stringify(join(import.meta.dirname, 'session-instruments.ts'));
    return { code: `import ${instruments};\n${code}`, map: null };
  },
});

/** The page of the encoders' benchmark, built like the app itself. It gets its models from the driver. */
export default mergeConfig(baseConfig, {
  root: import.meta.dirname,
  publicDir: false,
  worker: { plugins: () => [watchSessions()] },
  build: { rollupOptions: { input: 'bench/encoders/page.html' } },
});
