import type { ExportedFile } from '../../workers/client.ts';

/** Far longer than a browser takes to begin a download, after which it needs the address no more. */
const ADDRESS_KEPT_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function saveFile({ fileName, blob }: ExportedFile): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), ADDRESS_KEPT_MS);
}
