import { parseHTML } from 'linkedom';
import { expect, it, test } from 'vitest';
import { escapeXml, svgElement, svgMarkup } from './svg-markup.ts';

test.each([
  ['a < b & "c" > d', 'a &lt; b &amp; &quot;c&quot; &gt; d'],
  ['no\u00a0break', 'no\u00a0break'],
  ['a\ud83db\ude00c\u{1f600}', 'abc\u{1f600}'],
  ['a\u0000b\u001fc\ufffed\te', 'abcd\te'],
])('escapes %j', (text, escaped) => {
  expect(escapeXml(text)).toBe(escaped);
});

it('writes an element without what is undefined', () => {
  expect(svgElement('path', { d: 'M0 0', 'stroke-dasharray': undefined })).toBe('<path d="M0 0"/>');
  expect(svgElement('g', {}, '<path/>')).toBe('<g><path/></g>');
});

it('writes what stands in a DOM, attributes by name', () => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const root = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  root.setAttribute('width', '3');
  root.setAttribute('viewBox', '0 0 3 3');
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  text.append('1 < 2', document.createComment('left out'));
  root.append(text);
  expect(svgMarkup(root)).toBe('<svg viewBox="0 0 3 3" width="3"><text>1 &lt; 2</text></svg>');
});
