import { XennError } from '../core/errors.ts';

/** The cells of a line as C parts them: by white space of ASCII, so that an id may hold other kinds. */
export function trecCells(text: string): string[] {
  return text.split(/[ \t\v\f\r]+/).filter((cell) => cell !== '');
}

/** An id that TREC's formats can hold, or an InvalidArgumentError that names it: white space parts their columns. */
export function checkTrecField(what: string, text: string): void {
  if (/^[^ \t\v\f\r\n]+$/.test(text)) return;
  throw new XennError(
    'InvalidArgumentError',
    `The ${what} "${text}" ${text === '' ? 'is empty' : 'has white space in it'}; expected one without, because in TREC ` +
      'files white space parts the columns. Give the documents and queries other ids.',
  );
}

/** A cell as far as a message quotes it. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
