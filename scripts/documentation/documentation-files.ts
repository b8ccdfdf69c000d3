import { readdirSync } from 'node:fs';
import { type MarkdownFile, readMarkdownFile } from './markdown-file.ts';
import { parseCommands, type ShellCommand } from './shell-commands.ts';

/** What a person reads who uses xenn: README.md and docs/, of the current folder. */
export function readDocumentation(): MarkdownFile[] {
  const docs = readdirSync('docs').filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.sort().map((name) => `docs/${name}`)].map(readMarkdownFile);
}

/** Code that begins so is a command, wherever it stands. */
const COMMAND = /^([A-Z_]+=\S+ )*(npm|npx|node) /;

/** Every command of a file in its order: of shell blocks, of the steps of a workflow, in running text. */
export function commandsOf({ codeBlocks, inlineCode }: MarkdownFile): ShellCommand[] {
  const blocks = codeBlocks.flatMap(({ language, code }) => {
    if (language === 'sh') return parseCommands(code);
    if (language === 'yaml') return runSteps(code).flatMap(parseCommands);
    return [];
  });
  const inline = inlineCode.filter((code) => COMMAND.test(code)).flatMap(parseCommands);
  return [...blocks, ...inline];
}

function runSteps(workflow: string): string[] {
  return Array.from(workflow.matchAll(/^\s*(?:- )?run: (.*)$/gm), ([, command]) => command);
}
