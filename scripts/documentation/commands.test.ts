import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMAND_CHECKS } from './command-checks.ts';
import { commandsOf, readDocumentation } from './documentation-files.ts';

const FILES = readDocumentation();
const folder = mkdtempSync(join(tmpdir(), 'xenn-documentation-'));

/** Files that the text tells to save, by what it calls them. */
function savedFiles(): [name: string, content: string][] {
  return FILES.flatMap(({ text, codeBlocks }) => {
    const name = /Save this as `([\w-]+\.mjs)`/.exec(text)?.[1];
    const content = codeBlocks.find(({ language }) => language === 'js')?.code;
    return name && content ? [[name, content] as [string, string]] : [];
  });
}

beforeAll(() => {
  for (const [name, content] of savedFiles()) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Each once, in the order in which they are first given. */
const COMMANDS = [
  ...new Map(FILES.flatMap(commandsOf).map((command) => [command.text, command] as const)).values(),
];

test.each(COMMANDS)('$text', async (command) => {
  const found = COMMAND_CHECKS.find(({ pattern }) => pattern.test(command.text));
  if (!found) {
    throw new Error(
      `Nothing tests "${command.text}". Add a row to COMMAND_CHECKS in scripts/documentation/command-checks.ts that runs it, if ` +
        'need be in a cheap form, or that sees where else it is run.',
    );
  }
  await found.check(command, folder);
});

test('there are commands, so that the reader of the files reads', () => {
  const texts = COMMANDS.map(({ text }) => text);
  expect(texts).toEqual(
    expect.arrayContaining(['npm ci', 'npm start', 'npm test', 'npm run build', 'node make-matrices.mjs']),
  );
});
