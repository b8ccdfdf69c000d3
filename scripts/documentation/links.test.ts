import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { readDocumentation } from './documentation-files.ts';
import { readMarkdownFile } from './markdown-file.ts';

const FILES = readDocumentation();
const PICTURES = 'docs/pictures';
const MAX_PICTURE_BYTES = 200_000;
const MAX_PICTURES_BYTES = 1_500_000;

/** A block without a language, or with one that nobody looks at, could hide a command. */
const LANGUAGES = ['sh', 'js', 'python', 'yaml', 'nginx', 'math', 'text'];

/** Of links inside the checkout: the file and the heading, if the link names one. */
const TARGETS = FILES.flatMap(({ path, links }) =>
  links
    .filter((link) => !/^https?:/.test(link))
    .map((link) => {
      const [target, anchor] = link.split('#');
      return { path, link, file: target ? posix.join(posix.dirname(path), target) : path, anchor };
    }),
);

const pictureSizes = readdirSync(PICTURES).map(
  (name) => [name, statSync(join(PICTURES, name)).size] as const,
);

test.each(TARGETS)('$path links to what is there: $link', ({ file, anchor }) => {
  expect(existsSync(file), `${file} is missing`).toBe(true);
  if (anchor !== undefined) expect([...readMarkdownFile(file).anchors]).toContain(anchor);
});

test('every file of docs/ is linked from README.md', () => {
  const linked = TARGETS.filter(({ path }) => path === 'README.md').map(({ file }) => file);
  expect(linked).toEqual(
    expect.arrayContaining(FILES.map(({ path }) => path).filter((path) => path !== 'README.md')),
  );
});

test.each(FILES)('every code block of $path has a known language', ({ codeBlocks }) => {
  expect(
    codeBlocks.map(({ language }) => language).filter((language) => !LANGUAGES.includes(language)),
  ).toEqual([]);
});

test.each(FILES)('every npm script that $path names exists', ({ text }) => {
  const named = Array.from(text.matchAll(/\bnpm run ([\w:]+)/g), ([, name]) => name);
  expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
});

describe('pictures', () => {
  const shown = new Set(TARGETS.map(({ file }) => file).filter((file) => file.endsWith('.png')));

  test('are all shown, each in both colour schemes', () => {
    const names = pictureSizes.map(([name]) => `${PICTURES}/${name}`);
    expect([...shown].sort()).toEqual(names.sort());
    const schemes = (scheme: string) => names.filter((name) => name.endsWith(`-${scheme}.png`)).length;
    expect([schemes('light'), schemes('dark')]).toEqual([names.length / 2, names.length / 2]);
  });

  test('are small', () => {
    expect(pictureSizes.filter(([, bytes]) => bytes > MAX_PICTURE_BYTES)).toEqual([]);
    expect(pictureSizes.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(MAX_PICTURES_BYTES);
  });
});
