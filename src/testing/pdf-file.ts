import { zlibSync } from 'fflate';

/** A line of a page: its text, and how far below the line before it stands, in points. */
export interface PdfLine {
  readonly text: string;
  readonly step?: number;
}

/** A small PDF: pages of lines in Helvetica, 12 points high, 14 apart. Its texts are ASCII. */
export function pdfFile(pages: readonly (readonly (string | PdfLine)[])[], title?: string): Uint8Array {
  const pageNumbers = pages.map((_, page) => 4 + 2 * page);
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pageNumbers.map((number) => `${number} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...pages.flatMap((lines, page) => {
      const content = contentOf(lines);
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${pageNumbers[page] + 1} 0 R/Resources<</Font<</F 3 0 R>>>>>>`,
        `<</Length ${content.length}>>stream\n${content}\nendstream`,
      ];
    }),
    ...(title === undefined ? [] : [`<</Title(${escaped(title)})>>`]),
  ];
  return assembled(objects, title === undefined ? '' : `/Info ${objects.length} 0 R`);
}

/**
 * A PDF of one line in a font that it does not hold, of the characters of one language: `encoding` is the name of a
 * predefined CMap, `ordering` that of the language's characters, `hex` the line in that encoding.
 */
export function pdfOfEncoding(encoding: string, ordering: string, hex: string): Uint8Array {
  const content = `BT /F 12 Tf 20 780 Td <${hex}> Tj ET`;
  const info = `/CIDSystemInfo<</Registry(Adobe)/Ordering(${ordering})/Supplement 2>>`;
  return assembled([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[4 0 R]/Count 1>>',
    `<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/${encoding}/DescendantFonts[6 0 R]>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    `<</Type/Font/Subtype/CIDFontType0/BaseFont/Song${info}/FontDescriptor 7 0 R>>`,
    '<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200>>',
  ]);
}

/**
 * A PDF of a page with so many megabytes of drawing that shows nothing, packed a thousandfold, and a line of text after it.
 * pdf.js goes through a megabyte of it in about half a second.
 */
export function drawnPdf(megabytes: number): Uint8Array {
  const operators = new TextEncoder().encode('q Q ');
  const content = new Uint8Array(megabytes * 1_000_000);
  for (let i = 0; i < content.length; i++) content[i] = operators[i % operators.length];
  const packed = Array.from(zlibSync(content), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return assembled([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[4 0 R]/Count 1>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[5 0 R 6 0 R]/Resources<</Font<</F 3 0 R>>>>>>',
    // As hexadecimal digits, so that the file is text.
    `<</Length ${packed.length}/Filter[/ASCIIHexDecode/FlateDecode]>>stream\n${packed}\nendstream`,
    '<</Length 35>>stream\nBT /F 12 Tf 20 780 Td (Text) Tj ET\nendstream',
  ]);
}

/** The objects, numbered from 1, the first one the catalogue; `trailer` is added to the trailer. */
function assembled(objects: readonly string[], trailer = ''): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  return new TextEncoder().encode(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}` +
      `trailer<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}

function contentOf(lines: readonly (string | PdfLine)[]): string {
  const shown = lines.map((line) => {
    const { text, step = 14 } = typeof line === 'string' ? { text: line } : line;
    return `0 ${-step} Td (${escaped(text)}) Tj`;
  });
  return `BT /F 12 Tf 20 780 Td ${shown.join(' ')} ET`;
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
