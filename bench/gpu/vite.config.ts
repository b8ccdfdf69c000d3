import { mergeConfig } from 'vite';
import appConfig from '../../vite.config.ts';

/** The page of the kernels, built like the app itself. */
export default mergeConfig(appConfig, {
  root: import.meta.dirname,
  publicDir: false,
  build: { rollupOptions: { input: 'bench/gpu/page.html' } },
});
