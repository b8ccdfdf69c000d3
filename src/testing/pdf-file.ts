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
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const info = title === undefined ? '' : `/Info ${objects.length} 0 R`;
  return new TextEncoder().encode(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}` +
      `trailer<</Size ${objects.length + 1}/Root 1 0 R${info}>>\nstartxref\n${file.length}\n%%EOF\n`,
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
