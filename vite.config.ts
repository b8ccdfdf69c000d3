import { defineConfig, mergeConfig } from 'vite';
import { licences } from './scripts/licences-plugin.mjs';
import { security } from './scripts/security-plugin.mjs';
import { serviceWorker } from './scripts/service-worker-plugin.mjs';
import { baseConfig } from './vite.base.ts';

const licence = licences();

export default mergeConfig(defineConfig({ plugins: [security(), licence.app, serviceWorker()] }), {
  ...baseConfig,
  worker: { ...baseConfig.worker, plugins: () => [...baseConfig.worker.plugins(), licence.worker()] },
});
