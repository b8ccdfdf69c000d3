import { expect, test } from 'vitest';
import { MAX_EMPHASIS_MARKS } from './limits.ts';
import { readMarkdown } from './markdown-text.ts';

const read = async (markdown: string) => readMarkdown(new TextEncoder().encode(markdown), 'a.md');

test.each<[name: string, markdown: string, text: string]>([
  ['paragraphs', 'a\nb\n\nc', 'a b\n\nc'],
  ['CRLF', 'a\r\nb\r\n\r\nc\r\n', 'a b\n\nc'],
  ['marks', '*a* **b** ~~c~~ `d  e` \\*f\\* &amp; &lt;', 'a b c d e *f* & <'],
  [
    'links and pictures are their text',
    '[a](http://x "t") ![b](c.png) <http://d> [e][r]\n\n[r]: http://y',
    'a b http://d e',
  ],
  ['hard breaks', 'a  \nb\\\nc', 'a\nb\nc'],
  ['lists', '- a\n- b\n  - c\n\n1. d\n2. e', 'a\nb\n\nc\n\nd\ne'],
  ['tasks', '- [x] a\n- [ ] b', 'a\nb'],
  ['quotes', '> a\n> b\n\nc', 'a b\n\nc'],
  ['code as it is', 'a\n\n```js\nif (b) {\n  c();\n}\n```\nd', 'a\n\nif (b) {\n  c();\n}\n\nd'],
  ['tables', '| a | b |\n|---|---|\n| 1 | *2* |', 'a b\n1 2'],
  ['HTML as HTML', 'a <b>b</b><br>c\n\n<div>d<script>e</script></div>', 'a b\nc\n\nd'],
  ['no front matter without an end', '---\ntitle: a', 'title: a'],
])('%s', async (_, markdown, text) => {
  expect((await read(markdown)).text).toBe(text);
});

test.each<[markdown: string, title: string]>([
  ['# A *b*\n\nc\n\n# D', 'A b'],
  ['a\n\nB\n===\n', 'B'],
  ['---\ntitle: "A: b"\ntags: [c]\n---\n# D', 'A: b'],
  ["---\r\nTitle: 'A'\r\n---\r\n# D", 'A'],
  ['---\ntags: c\n---\n# D', 'D'],
  ['a', ''],
])('the title of %j is %j', async (markdown, title) => {
  expect((await read(markdown)).title).toBe(title);
});

test('front matter is no part of the text, and the places of headings are told', async () => {
  const { text, headings } = await read('---\ntitle: T\n---\nintro\n# A\n\na\n## B `c`\nb');
  expect(text).toBe('intro\n\nA\n\na\n\nB c\n\nb');
  expect(headings.map(({ start, end }) => text.slice(start, end))).toEqual(['A', 'B c']);
});

test('a paragraph with more marks than are looked into keeps them; another does not', async () => {
  const many = '*a '.repeat(MAX_EMPHASIS_MARKS + 1).trim();
  expect((await read(`${many}\n\n*b*`)).text).toBe(`${many}\n\nb`);
});

test.each<[name: string, markdown: string]>([
  ['lists', Array.from({ length: 3000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
  ['lists in a line', `${'- '.repeat(20_000)}a`],
  ['quotes', `${'>'.repeat(20_000)}a`],
  ['emphasis', `${'_a '.repeat(10_000)}${'b_'.repeat(10_000)}`],
])('%s in each other without end come to an end', async (_, markdown) => {
  expect((await read(markdown)).text).toContain('a');
});
