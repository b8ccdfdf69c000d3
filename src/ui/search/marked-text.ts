/** Where a text has the words of a query. */

export interface TextPart {
  readonly text: string;
  /** A word that the query has too. */
  readonly marked: boolean;
}

/** Letters, their marks and digits of any script. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Unicode's block of combining diacritical marks; the vowel signs of other scripts are no diacritics. */
const DIACRITICS = /[\u0300-\u036f]/g;

/**
 * The text in parts that give it again when joined. Whole words are marked that the query has too, whatever their case
 * and diacritics; inflections are not, though BM25 may have matched them.
 */
export function markText(text: string, queryText: string): TextPart[] {
  const queryWords = new Set((queryText.match(WORD) ?? []).map(fold));
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!queryWords.has(fold(word))) continue;
    if (index > end) parts.push({ text: text.slice(end, index), marked: false });
    parts.push({ text: word, marked: true });
    end = index + word.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), marked: false });
  return parts;
}

/** To upper case, since it also makes 'ß' and 'ss', and both small sigmas, the same. */
function fold(word: string): string {
  return word.toUpperCase().normalize('NFKD').replace(DIACRITICS, '');
}
