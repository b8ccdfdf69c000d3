import { mergeConfig } from 'vite';
import appConfig from '../../vite.config.ts';

/** The benchmark page, built like the app itself. */
export default mergeConfig(appConfig, {
  root: import.meta.dirname,
  publicDir: '../../public',
  build: { rollupOptions: { input: 'bench/evaluate/page.html' } },
});
