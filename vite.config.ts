import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { assemblyScript } from './scripts/assemblyscript-plugin.mjs';

/** Cross-origin isolation: without these headers WebAssembly runs on one thread only. */
const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Goes into the provenance of every index.
  define: { __XENN_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), assemblyScript()],
  // ONNX Runtime's entry without its glue code inside: the glue is served as a file of its own.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  // A worker is bundled by itself, with plugins of its own.
  worker: { format: 'es', plugins: () => [assemblyScript()] },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
  // Both find their .wasm beside their own module, which pre-bundling would move.
  optimizeDeps: { exclude: ['onnxruntime-web', '@sqlite.org/sqlite-wasm'] },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders, port: 4173, strictPort: true },
});
