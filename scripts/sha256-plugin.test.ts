import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import sha256 from './sha256-plugin.mjs?sha256';

test('a file is imported as its SHA-256', async () => {
  const bytes = await readFile(fileURLToPath(new URL('sha256-plugin.mjs', import.meta.url)));
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
});
