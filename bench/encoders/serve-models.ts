import type { Plugin } from 'vite';
import type { BenchModel } from './bench-models.ts';

/** Where the page finds a model's files: this, its name, a slash and the path in its folder. */
export const MODELS_PATH = '/models/';

/** Has Vite's preview server give out the models' files, which lie in memory. */
export function serveModels(models: readonly BenchModel[]): Plugin {
  const files = new Map<string, Uint8Array>(
    models.flatMap(({ description, files: ofModel }) =>
      Array.from(ofModel, ([path, bytes]) => [`${MODELS_PATH}${description.name}/${path}`, bytes] as const),
    ),
  );
  return {
    name: 'serve-models',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const bytes = files.get(request.url ?? '');
        if (bytes) response.end(bytes);
        else next();
      });
    },
  };
}
