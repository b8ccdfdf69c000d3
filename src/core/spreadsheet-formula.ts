/** Text that a spreadsheet would take for a formula, and run (owasp.org/www-community/attacks/CSV_Injection). */

/** Also in the full-width forms of East Asian text. */
const STARTERS = '=+\\-@＝＋－＠';

/**
 * Where another cell or row begins for a spreadsheet that expects other separators than the comma: it does not heed the
 * quotes of a cell that does not begin one of its own.
 */
const PARTINGS = ';\\t\\r\\n';

/** A number with a sign is no formula. */
const SIGNED_NUMBER = '[+-]?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?';

/** At the start of a cell, tabs and line breaks count too: spreadsheets look past them. */
const AT_START = `^(?!${SIGNED_NUMBER}$)(?='*[${STARTERS}\\t\\r\\n])`;
const INSIDE = `(?<=[${PARTINGS}])(?='*[${STARTERS}])`;

const UNMARKED = new RegExp(`${AT_START}|${INSIDE}`, 'gi');
const MARKS = new RegExp(`^'(?='*[${STARTERS}\\t\\r\\n])|(?<=[${PARTINGS}])'(?='*[${STARTERS}])`, 'g');

/**
 * The text of a cell with an apostrophe before whatever could begin a formula: at its start, and after a line break, a tab
 * or a semicolon. Where apostrophes are before it already it gets one more, so that `unmarkFormulas` gives the text back.
 */
export function markFormulas(text: string): string {
  return text.replace(UNMARKED, "'");
}

/** The text that `markFormulas` was given. */
export function unmarkFormulas(marked: string): string {
  return marked.replace(MARKS, '');
}

/** Whether a cell of CSV has to be quoted beside those that hold commas, quotes or line breaks: those alone do not part all cells. */
export function needsQuotes(cell: unknown): boolean {
  return typeof cell === 'string' && /^'|[;\t]/.test(cell);
}
