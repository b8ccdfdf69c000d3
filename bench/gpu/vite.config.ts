import { mergeConfig } from 'vite';
import { baseConfig } from '../../vite.base.ts';

/** The page of the kernels, built like the app itself. */
export default mergeConfig(baseConfig, {
  root: import.meta.dirname,
  publicDir: false,
  build: { rollupOptions: { input: 'bench/gpu/page.html' } },
});
