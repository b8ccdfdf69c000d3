import { describe, expect, it } from 'vitest';
import { cancelledError } from '../core/errors.ts';
import { createRecentCache } from './recent-cache.ts';

const matrix = (value: number) => ({ rows: 1, cols: 1, data: Float32Array.of(value) });

describe('createRecentCache', () => {
  it('reads once per key', async () => {
    const cache = createRecentCache(2);
    let reads = 0;
    const read = async () => matrix(reads++);
    expect(await cache.get('a', read)).toBe(await cache.get('a', read));
    expect(reads).toBe(1);
  });

  it('drops the one used longest ago beyond its limit', async () => {
    const cache = createRecentCache(2);
    const reads: string[] = [];
    const get = (key: string) =>
      cache.get(key, async () => {
        reads.push(key);
        return matrix(0);
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps no failure', async () => {
    const cache = createRecentCache(2);
    await expect(cache.get('a', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await cache.get('a', async () => matrix(5))).toEqual(matrix(5));
  });

  it('drops by the start of the key', async () => {
    const cache = createRecentCache(3);
    await cache.get('corpus/x', async () => matrix(1));
    cache.drop('corpus/');
    expect(await cache.get('corpus/x', async () => matrix(2))).toEqual(matrix(2));
  });

  it('goes on for the second caller when the first cancels', async () => {
    const cache = createRecentCache<string>(2);
    const stop = new AbortController();
    const ending: ((value: string) => void)[] = [];
    const make = () => new Promise<string>((resolve) => void ending.push(resolve));
    const first = cache.get('a', make, { cancel: stop.signal });
    const second = cache.get('a', () => Promise.reject(new Error('made twice')));
    stop.abort();
    await expect(first).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    ending[0]('made');
    expect(await second).toBe('made');
  });

  it('makes anew for who comes when all have cancelled, though the work has not ended', async () => {
    const cache = createRecentCache<string>(2);
    const stop = new AbortController();
    const ending: ((error: Error) => void)[] = [];
    const first = cache.get('a', () => new Promise<string>((_, reject) => void ending.push(reject)), {
      cancel: stop.signal,
    });
    stop.abort();
    expect(await cache.get('a', async () => 'anew')).toBe('anew');
    ending[0](new Error('stopped'));
    await expect(first).rejects.toThrow('stopped');
    expect(await cache.get('a', () => Promise.reject(new Error('made twice')))).toBe('anew');
  });

  it('makes nothing for a caller that has cancelled before', async () => {
    const cache = createRecentCache<string>(2);
    const made: string[] = [];
    const make = async () => String(made.push('made'));
    const gone = cache.get('a', make, { cancel: AbortSignal.abort(cancelledError()) });
    await expect(gone).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    expect(made).toEqual([]);
  });
});
