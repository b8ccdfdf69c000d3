import { XennError } from '../core/errors.ts';
import { checkColumnCount, suggestMapping } from './columns.ts';
import { PARENT_KEY, toDocument, typeName } from './document.ts';
import type { Entry } from './entries.ts';
import { byLines } from './entry-reader.ts';
import type { Format, Sample } from './format.ts';
import { readHead } from './head.ts';
import { MAX_JSON_STRUCTURE_CHARACTERS, SAMPLE_ROWS } from './limits.ts';
import { isUsable } from './lines.ts';
import type { Parsed } from './parsed.ts';
import { eachLine, longerThan } from './parsed.ts';
import type { ColumnMapping } from './records.ts';
import { requireMapping, selectSingle } from './single.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const EXTENSIONS = ['.jsonl', '.ndjson', '.json'];

/** JSON Lines: one object a line; the mapping says which keys hold the id, the title and the text. */
export const jsonl: Format = {
  extensions: EXTENSIONS,
  select: (entries) => selectSingle(entries, EXTENSIONS),
  sample: ([entry]) => sampleJsonLines(entry),
  reader: (_, mapping) =>
    byLines((entry) => {
      const chosen = requireMapping(entry, mapping);
      return eachLine((text, line) => parseJsonDocument(text, chosen, line));
    }),
};

/** One line of JSON as a document, or why it is refused. */
export function parseJsonDocument(text: string, mapping: ColumnMapping, line: number): Parsed {
  const found = parseObject(text);
  if (typeof found === 'string') return { kind: 'refused', line, reason: found };
  const values = {
    id: valueAt(found, mapping.id),
    title: valueAt(found, mapping.title),
    text: valueAt(found, mapping.text),
    parentId: valueAt(found, PARENT_KEY),
  };
  return toDocument(values, mapping, line);
}

/** The object that a line of JSON holds, or the reason why it is refused. */
export function parseObject(text: string): JsonObject | string {
  if (text.length > MAX_JSON_STRUCTURE_CHARACTERS) {
    const found = charactersOutsideStrings(text);
    if (found > MAX_JSON_STRUCTURE_CHARACTERS) {
      return `holds more than its texts: outside them it is ${longerThan(MAX_JSON_STRUCTURE_CHARACTERS, found)}; leave the rest out`;
    }
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not valid JSON';
  }
  return isObject(value) ? value : `expected a JSON object, found ${typeName(value)}`;
}

/** Of a text that need not be valid JSON. */
function charactersOutsideStrings(text: string): number {
  let outside = 0;
  let at = 0;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', at)) {
    outside += open - at;
    at = endOfString(text, open);
  }
  return outside + text.length - at;
}

/** After the quote that closes the string that one at `open` opens. */
function endOfString(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let slashes = close;
    while (text[slashes - 1] === '\\') slashes--;
    if ((close - slashes) % 2 === 0) return close + 1;
  }
  return text.length;
}

/** Own keys only: a key named 'constructor' is missing unless the line has it. */
export function valueAt(object: JsonObject, key: string | undefined): unknown {
  return key !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Keys in order of first appearance. Only keys that hold strings are suggested, and numbers for the id. */
async function sampleJsonLines(entry: Entry): Promise<Sample> {
  const objects = await readHeadObjects(entry);
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  checkColumnCount(entry.path, columns.length);
  const keysHolding = (...types: string[]) =>
    columns.filter((key) => objects.every((object) => types.includes(typeof (valueAt(object, key) ?? ''))));
  const mapping = suggestMapping(keysHolding('string'), keysHolding('string', 'number'));
  const sampleRows = objects
    .slice(0, SAMPLE_ROWS)
    .map((object) => columns.map((key) => showValue(valueAt(object, key))));
  return { columns, sampleRows, ...(mapping ? { mapping } : {}) };
}

/**
 * The objects in the first lines of a file.
 *
 * @throws ImportError when there is not one, or the file is one JSON array.
 */
export async function readHeadObjects(entry: Entry): Promise<JsonObject[]> {
  const lines = (await readHead(entry)).filter(isUsable);
  const found = lines.map((line) => parseObject(line.text));
  const objects = found.filter((value) => typeof value !== 'string');
  // The last line of an array written over several lines is an object, too.
  const isArray = /^\s*\[\s*(\{|$)/.test(lines[0].text);
  if (objects.length > 0 && !isArray) return objects;
  throw new XennError(
    'ImportError',
    `${entry.path}: expected JSON Lines, one object a line. Line ${lines[0].number}: ${isArray ? 'a JSON array begins here' : found[0]}. ` +
      'Write each document as one object on a line of its own.',
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function showValue(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than it can be written, though it could be read.
    return typeName(value);
  }
}
