/**
 * The half of pdf.js that asks and gathers, loaded when it is first asked for. The half that goes through a file runs
 * elsewhere (`configurePdf`).
 */
export function loadPdfLibrary(): Promise<typeof import('pdfjs-dist')> {
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
