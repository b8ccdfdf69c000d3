import * as Comlink from 'comlink';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { RoundReport, SearchResult } from '../engine/search-records.ts';
import { type RemoteEngine, serveEngine } from './call-engine.ts';

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

  it('moves the estimates of a finished search to the page, and keeps them whole until then', async () => {
    const rounds = [1, 2].map((index) => ({ index, estimates: Float32Array.of(index, 0.5) }));
    const engine = engineWith({
      async search(_, context) {
        for (const round of rounds) context?.onProgress?.(round as RoundReport);
        return { rounds } as unknown as SearchResult;
      },
    });
    const { port1, port2 } = new MessageChannel();
    Comlink.expose(serveEngine(engine), port1);
    const remote = Comlink.wrap<RemoteEngine>(port2);
    const reported: unknown[] = [];
    let allReported = () => {};
    // Progress travels on a channel of its own.
    const reporting = new Promise<void>((resolve) => {
      allReported = resolve;
    });
    const onProgress = (round: unknown) => {
      reported.push(round);
      if (reported.length === rounds.length) allReported();
    };
    const result = await remote.call(1, 'search', {}, Comlink.proxy(onProgress));
    await reporting;
    const sent = [
      { index: 1, estimates: Float32Array.of(1, 0.5) },
      { index: 2, estimates: Float32Array.of(2, 0.5) },
    ];
    expect(result).toEqual({ rounds: sent });
    expect(reported).toEqual(sent);
    expect(rounds.map(({ estimates }) => estimates.length)).toEqual([0, 0]);
    port1.close();
    port2.close();
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
