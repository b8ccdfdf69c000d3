import { mergeConfig } from 'vite';
import { baseConfig } from '../../vite.base.ts';

/** The benchmark page, built like the app itself. */
export default mergeConfig(baseConfig, {
  root: import.meta.dirname,
  publicDir: '../../public',
  build: { rollupOptions: { input: 'bench/corpora/page.html' } },
});
