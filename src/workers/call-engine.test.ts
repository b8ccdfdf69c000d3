import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { serveEngine } from './call-engine.ts';

function engineWith(methods: Partial<Engine>): Engine {
  return methods as Engine;
}

describe('serveEngine', () => {
  it('calls the method by name with its input and passes progress on', async () => {
    const engine = engineWith({
      async embedCorpus({ corpusId }, context) {
        context?.onProgress?.({ stage: 'embedding', unit: 'documents', done: 1, total: 2, elapsedMs: 3 });
        expect(corpusId).toBe('c');
      },
    });
    const progress: unknown[] = [];
    await serveEngine(engine).call(1, 'embedCorpus', { corpusId: 'c' }, (step) => void progress.push(step));
    expect(progress).toEqual([{ stage: 'embedding', unit: 'documents', done: 1, total: 2, elapsedMs: 3 }]);
  });

  it('cancels one call by its id and leaves the others alone', async () => {
    const engine = engineWith({
      embedCorpus: (_, context) =>
        new Promise((resolve, reject) => {
          const signal = context?.cancel as AbortSignal;
          signal.addEventListener('abort', () => reject(signal.reason));
          setTimeout(resolve, 30);
        }),
    });
    const remote = serveEngine(engine);
    const cancelled = remote.call(1, 'embedCorpus', { corpusId: 'a' });
    const other = remote.call(2, 'embedCorpus', { corpusId: 'b' });
    remote.cancel(1);
    await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    await expect(other).resolves.toBeUndefined();
  });

  it('turns picked files into streams', async () => {
    const engine = engineWith({
      async previewImport({ files }) {
        const text = await new Response(files[0].stream()).text();
        expect([files[0].path, files[0].size, text]).toEqual(['a.txt', 5, 'hello']);
        return undefined as never;
      },
    });
    const files = [{ path: 'a.txt', file: new Blob(['hello']) }];
    await serveEngine(engine).call(1, 'previewImport', { files });
    expect.assertions(1);
  });
});
