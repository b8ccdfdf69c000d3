/**
 * How predefined encodings of Chinese, Japanese and Korean number their characters (ISO 32000-1, 9.7.5.2): a PDF names them
 * and does not hold them, and without them its text is not known.
 */
const CMAPS: Readonly<Record<string, string>> = import.meta.glob(
  '../../node_modules/pdfjs-dist/cmaps/*.bcmap',
  { query: '?url&inline', import: 'default', eager: true },
);

/** A CMap by the name of its file, as pdf.js packs them. Throws Error where there is none of that name. */
export function readCMap(fileName: string): Uint8Array<ArrayBuffer> {
  const dataUrl = CMAPS[`../../node_modules/pdfjs-dist/cmaps/${fileName}`];
  if (dataUrl === undefined) throw new Error(`Expected a predefined CMap, found the name ${fileName}.`);
  return Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)), (character) =>
    character.charCodeAt(0),
  );
}
