import { expect, test } from 'vitest';
import { toSourceFile } from './picked-file.ts';

test('a picked file is read as a whole or in part', async () => {
  const file = toSourceFile({ path: 'notes/a.txt', file: new Blob(['one\ntwo\n']) });
  expect(file).toMatchObject({ path: 'notes/a.txt', size: 8 });
  const read = (start?: number, end?: number) => new Response(file.stream(start, end)).text();
  expect(await read()).toBe('one\ntwo\n');
  expect(await read(4)).toBe('two\n');
  expect(await read(1, 3)).toBe('ne');
});
