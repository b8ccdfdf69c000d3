import { expect, test } from 'vitest';
import { errorOf } from '../testing/source-files.ts';
import { readHtml } from './html-text.ts';
import { MAX_HTML_DEPTH } from './limits.ts';

const read = async (html: string) => readHtml(new TextEncoder().encode(html), 'a.html');

test.each<[name: string, html: string, text: string]>([
  ['blocks are paragraphs', '<p>One<p>Two<div>Three</div>Four', 'One\n\nTwo\n\nThree\n\nFour'],
  [
    'list items and rows are lines',
    '<ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3</table>',
    'a\nb\n\n1 2\n3',
  ],
  ['white space is one space', 'a\r\n\t b<b> c</b> <i>d</i>e&nbsp;f', 'a b c de f'],
  ['breaks are kept', 'a<br>b<br/>c', 'a\nb\nc'],
  ['preformatted text is kept', '<pre>a\n  b</pre>c', 'a\n  b\n\nc'],
  ['entities are decoded', '&lt;b&gt; &amp;amp; &#8212; &eacute; &unknown; &', '<b> &amp; — é &unknown; &'],
  [
    'what is no text is dropped',
    'a<script>b</script><style>c</style><template>d</template><noscript>e</noscript><svg><text>f</text></svg><!-- g -->h',
    'ah',
  ],
  ['a script in a string is no end', '<script>"<p>a</p>"</script>b', 'b'],
  ['what is not closed is text still', '<div><p>a<b>b', 'ab'],
  ['a head that is not closed ends', '<head><title>T</title><p>a', 'a'],
  ['of deep nesting', `${'<div>'.repeat(MAX_HTML_DEPTH)}a`, 'a'],
  ['a page without text', '<script>a</script>', ''],
])('%s', async (_, html, text) => {
  expect((await read(html)).text).toBe(text);
});

test.each<[html: string, title: string]>([
  ['<title> A &amp;\n B </title><h1>C</h1>', 'A & B'],
  ['<title></title><h1>C <i>D</i></h1><h1>E</h1>', 'C D'],
  ['<h2>B</h2><p>a', ''],
  ['<title>A</title><title>B</title>', 'A'],
  ['<svg><title>A</title></svg><h1>B</h1>', 'B'],
])('the title of %s is %j', async (html, title) => {
  expect((await read(html)).title).toBe(title);
});

test('headings are lines whose places are told', async () => {
  const { text, headings } = await read('<p>a</p><h1>B<br>b</h1><p>c</p><h3></h3><h2>D</h2>');
  expect(text).toBe('a\n\nB b\n\nc\n\nD');
  expect(headings.map(({ start, end }) => text.slice(start, end))).toEqual(['B b', 'D']);
});

test('a page that is nested deeper is refused', async () => {
  const html = `${'<div>'.repeat(MAX_HTML_DEPTH + 1)}${'</p>'.repeat(100_000)}`;
  expect(await errorOf(read(html))).toBe(
    'ImportError: a.html has more than 2,000 elements nested in each other: it is damaged, or no page for people. Leave it out.',
  );
});

test('elements that close themselves are not nested', async () => {
  expect((await read(`${'<br><img><p>'.repeat(MAX_HTML_DEPTH + 1)}a`)).text).toBe('a');
});
