/** SVG as text from any DOM: the browser's, or one in Node, which has no serialiser of XML. */

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What no XML document may hold, not even escaped; half a pair of surrogates is no character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

/** Text as the content of an element or an attribute; characters that XML does not have are left out. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (character) => ESCAPES[character]);
}

/** An element with attributes; undefined ones are left out, `content` is markup. */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** An element of a DOM and all in it; attributes by name, so that every DOM gives the same text. */
export function svgMarkup(element: Element): string {
  const attributes = Array.from(element.attributes, ({ name, value }) => [name, value] as const).sort(
    ([one], [other]) => (one < other ? -1 : 1),
  );
  const content = Array.from(element.childNodes, (node) => {
    if (node.nodeType === TEXT_NODE) return escapeXml(node.textContent ?? '');
    return node.nodeType === ELEMENT_NODE ? svgMarkup(node as Element) : '';
  });
  return svgElement(element.localName, Object.fromEntries(attributes), content.join(''));
}
