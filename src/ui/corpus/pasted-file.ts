import type { PickedFile } from '../../workers/client.ts';

/** Names of the column that holds the text; one of them in the first line tells a table from a text. */
const TEXT_COLUMN =
  /(^|[,;\t])\s*"?(text|contents?|body|passage|abstract|document|description|paragraph)"?\s*([,;\t]|$)/i;

export type PastedKind = 'jsonl' | 'csv' | 'tsv' | 'txt';

/** What pasted text seems to be, from its first line that is not blank. */
export function pastedKind(text: string): PastedKind {
  const first = text.split(/\r?\n/, 1000).find((line) => line.trim() !== '') ?? '';
  if (isJsonObject(first)) return 'jsonl';
  if (!TEXT_COLUMN.test(first)) return 'txt';
  if (first.includes('\t')) return 'tsv';
  return /[,;]/.test(first) ? 'csv' : 'txt';
}

function isJsonObject(line: string): boolean {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Pasted text as a file of the kind that it seems to be. */
export function pastedFile(text: string): PickedFile {
  return { path: `pasted.${pastedKind(text)}`, file: new Blob([text], { type: 'text/plain' }) };
}
