import react from '@vitejs/plugin-react';
import { defaultClientConditions, type UserConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { assemblyScript } from './scripts/assemblyscript-plugin.mjs';
import { HEADERS } from './scripts/security-policy.mjs';
import { sha256 } from './scripts/sha256-plugin.mjs';

/** How the app's code is compiled, without what makes it an app: benchmark pages are built with it too. */
export const baseConfig = {
  // Relative: the build runs under any address.
  base: './',
  // Goes into the provenance of every index.
  define: { __XENN_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), assemblyScript(), sha256()],
  // ONNX Runtime's entry without its glue code inside: the glue is served as a file of its own.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  // A worker is bundled by itself, with plugins of its own.
  worker: { format: 'es', plugins: () => [assemblyScript(), sha256()] },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
  // Both find their .wasm beside their own module, which pre-bundling would move.
  optimizeDeps: { exclude: ['onnxruntime-web', '@sqlite.org/sqlite-wasm'] },
  preview: { port: 4173, strictPort: true, headers: HEADERS },
} satisfies UserConfig;
