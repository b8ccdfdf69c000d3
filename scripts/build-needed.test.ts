import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildNeeded, newestFile } from './build-needed.mjs';

test.each([
  { builtMs: undefined, reason: 'there is none yet' },
  { builtMs: 999, reason: 'src/a.ts is newer' },
  { builtMs: 1000, reason: undefined },
  { builtMs: 1001, reason: undefined },
])('build of $builtMs ms against a source of 1000 ms', ({ builtMs, reason }) => {
  expect(buildNeeded(builtMs, { path: 'src/a.ts', modifiedMs: 1000 })).toBe(reason);
});

test('the newest file is found below folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'xenn-'));
  try {
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    const files = [
      [join(root, 'index.html'), 100],
      [join(root, 'src', 'a.ts'), 200],
      [join(root, 'src', 'deep', 'b.ts'), 300],
    ] as const;
    for (const [path, seconds] of files) {
      writeFileSync(path, '');
      utimesSync(path, seconds, seconds);
    }
    expect(newestFile([join(root, 'src'), join(root, 'index.html')])).toEqual({
      path: join(root, 'src', 'deep', 'b.ts'),
      modifiedMs: 300_000,
    });
  } finally {
    rmSync(root, { recursive: true });
  }
});
