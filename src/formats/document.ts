import type { Parsed, Refused } from './parsed.ts';
import { longerThan, refused } from './parsed.ts';
import type { ColumnMapping } from './records.ts';

/** What stood in the mapped columns or keys; undefined where there was nothing. */
export interface MappedValues {
  readonly id: unknown;
  readonly title: unknown;
  readonly text: unknown;
  /** Under `PARENT_KEY`, whatever it is there; absent in formats that cannot say. */
  readonly parentId?: unknown;
}

/**
 * Key or column that says which document a passage was cut from; exported so, and read whatever the mapping is. What others
 * keep there is none of ours: only a text counts that the passage's id begins with, as `chunkDocument` names them.
 */
export const PARENT_KEY = 'parent_id';

/**
 * A document from what was found, or why there is none. A title alone is enough. Without an id column the line
 * number is the id. Ids lose white space around them; titles and texts are kept as they are.
 */
export function toDocument(values: MappedValues, mapping: ColumnMapping, line: number): Parsed {
  const id = mapping.id === undefined ? String(line) : readId(values.id, mapping.id, line);
  if (typeof id !== 'string') return id;
  const title = mapping.title === undefined ? '' : readText(values.title, mapping.title, line);
  if (typeof title !== 'string') return title;
  const text = readText(values.text, mapping.text, line);
  if (typeof text !== 'string') return text;
  if (text.trim() === '' && title.trim() === '') {
    const reason =
      mapping.title === undefined
        ? `"${mapping.text}" is empty or missing`
        : `"${mapping.text}" and "${mapping.title}" are both empty or missing`;
    return refused(line, reason);
  }
  const { parentId } = values;
  const isPassage = typeof parentId === 'string' && parentId !== '' && id.startsWith(`${parentId}#`);
  return { kind: 'document', line, value: { id, title, text, ...(isPassage && { parentId }) } };
}

/** A non-empty string id; a whole number becomes one. Otherwise the refusal. */
export function readId(value: unknown, key: string, line: number): string | Refused {
  if (value === undefined || value === null) return refused(line, `"${key}" is missing`);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'number' && Number.isInteger(value)) {
    return refused(line, `"${key}" is a number too large to be kept exactly; put it in quotes`);
  }
  if (typeof value !== 'string') {
    return refused(line, `"${key}" is ${typeName(value)}; a string or a whole number was expected`);
  }
  const id = value.trim();
  if (id === '') return refused(line, `"${key}" is empty`);
  const reason = unstorableReason(id, key);
  return reason ? refused(line, reason) : id;
}

/** A string of at most `maxCharacters`, '' for what is missing or null. Otherwise the refusal. */
export function readText(
  value: unknown,
  key: string,
  line: number,
  maxCharacters = Number.POSITIVE_INFINITY,
): string | Refused {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') {
    return refused(line, `"${key}" is ${typeName(value)}; a string was expected`);
  }
  if (value.length > maxCharacters) {
    return refused(line, `"${key}" is ${longerThan(maxCharacters, value.length)}; shorten it`);
  }
  const reason = unstorableReason(value, key);
  return reason ? refused(line, reason) : value;
}

/** A JSON value's type with its article, for messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'number' && !Number.isInteger(value) ? 'a fraction' : `a ${typeof value}`;
}

/** Half of a surrogate pair: UTF-8 has no bytes for it, and two ids of such halves would be stored as one. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Why a text would not come back from storage as it was; undefined where it does. */
function unstorableReason(text: string, key: string): string | undefined {
  // SQLite and much else takes a NUL for the end of a text.
  if (text.includes('\0')) return `"${key}" contains a NUL character`;
  if (LONE_SURROGATE.test(text)) return `"${key}" contains half of a surrogate pair, which is no character`;
  return undefined;
}
