import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compile } from './assemblyscript-plugin.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'assemblyscript-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

test('a module is compiled with what it imports, which is listed for watching', async () => {
  const part = await write('part.ts', 'export function twice(x: i32): i32 { return 2 * x; }');
  const entry = await write(
    'entry.ts',
    "import { twice } from './part';\nexport function four(): i32 { return twice(2); }",
  );
  const { binary, sources, warnings } = await compile(entry);
  expect([...sources].sort()).toEqual([entry, part]);
  expect(warnings).toBe('');
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const module = new WebAssembly.Module(Uint8Array.from(binary));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  expect(Object.keys(exports)).toEqual(['four']);
  expect((exports.four as () => number)()).toBe(4);
});

test('what the compiler says against a module is the error', async () => {
  const entry = await write('entry.ts', 'export function wrong(): i32 { return missing; }');
  const compilation = compile(entry);
  await expect(compilation).rejects.toThrow(`${entry} does not compile.\n`);
  await expect(compilation).rejects.toThrow("ERROR TS2304: Cannot find name 'missing'.");
});
