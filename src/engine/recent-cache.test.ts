import { describe, expect, it } from 'vitest';
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
});
