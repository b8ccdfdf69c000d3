import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf, readAll, sourceFile, valuesOf } from '../testing/source-files.ts';
import { previewSource } from './index.ts';
import { parseJsonDocument } from './jsonl.ts';
import { MAX_JSON_STRUCTURE_CHARACTERS } from './limits.ts';

const MAPPING = { id: '_id', title: 'title', text: 'text' };

describe('parseJsonDocument', () => {
  const taken: [line: string, id: string, title: string, text: string][] = [
    ['{"_id": "d1", "title": "T", "text": "A b."}', 'd1', 'T', 'A b.'],
    ['{"_id": 12, "text": "A"}', '12', '', 'A'],
    ['{"_id": " 12 ", "text": " A "}', '12', '', ' A '],
    ['{"_id": -9007199254740991, "text": "A"}', '-9007199254740991', '', 'A'],
    ['{"_id": "d1", "title": null, "text": "A", "metadata": {}}', 'd1', '', 'A'],
    ['{"_id": "d1", "title": "T"}', 'd1', 'T', ''],
    ['{"_id": "d1", "title": "T", "text": null}', 'd1', 'T', ''],
    ['{"_id": "ü\\n𝒳", "text": "\\ud835\\udcb3"}', 'ü\n𝒳', '', '𝒳'],
    ['\t{"_id": "d1", "text": "A"} \r', 'd1', '', 'A'],
  ];
  it.each(taken)('takes %s', (line, id, title, text) => {
    expect(parseJsonDocument(line, MAPPING, 7)).toEqual({
      kind: 'document',
      line: 7,
      value: { id, title, text },
    });
  });

  const refusals: [line: string, reason: string][] = [
    ['{"_id": "d1", "text": "A"', 'not valid JSON'],
    ["{'_id': 'd1'}", 'not valid JSON'],
    ['{"_id": "d1", "text": "A"},', 'not valid JSON'],
    ['\ufeff{"_id": "d1", "text": "A"}', 'not valid JSON'],
    ['{"_id": "d1", "text": "A\0"}', 'not valid JSON'],
    ['["d1", "A"]', 'expected a JSON object, found an array'],
    ['"d1"', 'expected a JSON object, found a string'],
    ['17', 'expected a JSON object, found a number'],
    ['null', 'expected a JSON object, found null'],
    ['{}', '"_id" is missing'],
    ['{"id": "d1", "text": "A"}', '"_id" is missing'],
    ['{"_id": null, "text": "A"}', '"_id" is missing'],
    ['{"_id": "", "text": "A"}', '"_id" is empty'],
    ['{"_id": " \\t", "text": "A"}', '"_id" is empty'],
    ['{"_id": "a\\u0000", "text": "A"}', '"_id" contains a NUL character'],
    ['{"_id": true, "text": "A"}', '"_id" is a boolean; a string or a whole number was expected'],
    ['{"_id": ["d1"], "text": "A"}', '"_id" is an array; a string or a whole number was expected'],
    ['{"_id": 1.5, "text": "A"}', '"_id" is a fraction; a string or a whole number was expected'],
    [
      '{"_id": 12345678901234567890, "text": "A"}',
      '"_id" is a number too large to be kept exactly; put it in quotes',
    ],
    ['{"_id": "d1"}', '"text" and "title" are both empty or missing'],
    ['{"_id": "d1", "title": "", "text": " \\n"}', '"text" and "title" are both empty or missing'],
    ['{"_id": "d1", "text": 17}', '"text" is a number; a string was expected'],
    ['{"_id": "d1", "text": {"en": "A"}}', '"text" is an object; a string was expected'],
    ['{"_id": "d1", "title": false, "text": "A"}', '"title" is a boolean; a string was expected'],
    ['{"_id": "d1", "text": "A\\u0000B"}', '"text" contains a NUL character'],
    [
      '{"_id": "d1", "text": "\\ud800 alone"}',
      '"text" contains half of a surrogate pair, which is no character',
    ],
    ['{"_id": "d1", "title": "\\u0000", "text": "A"}', '"title" contains a NUL character'],
  ];
  it.each(refusals)('refuses %j: %s', (line, reason) => {
    expect(parseJsonDocument(line, MAPPING, 7)).toEqual({ kind: 'refused', line: 7, reason });
  });

  it.each<[id: string, parentId: unknown, kept: string | undefined]>([
    ['a#1', 'a', 'a'],
    ['a#b#12', 'a#b', 'a#b'],
    ['a#1', 'b', undefined],
    ['a', 'a', undefined],
    ['ab#1', 'a', undefined],
    ['#1', '', undefined],
    ['7#1', 7, undefined],
    ['a#1', { id: 'a' }, undefined],
    ['a#1', true, undefined],
    ['a#1', 0.5, undefined],
    ['a#1', null, undefined],
  ])('of %j keeps the parent_id %j only where it is ours', (id, parentId, kept) => {
    const line = JSON.stringify({ _id: id, text: 'A', parent_id: parentId });
    expect(parseJsonDocument(line, MAPPING, 7)).toEqual({
      kind: 'document',
      line: 7,
      value: { id, title: '', text: 'A', ...(kept !== undefined && { parentId: kept }) },
    });
  });

  it('refuses what holds much more than texts, before it is parsed', () => {
    const half = MAX_JSON_STRUCTURE_CHARACTERS / 2;
    const text = ',"\\'.repeat(half);
    const line = (count: number) => JSON.stringify({ text, more: Array(count).fill(0) });
    expect(parseJsonDocument(line(half - 8), { text: 'text' }, 7)).toMatchObject({ value: { text } });
    expect(parseJsonDocument(line(half), { text: 'text' }, 7)).toEqual({
      kind: 'refused',
      line: 7,
      reason:
        'holds more than its texts: outside them it is longer than 1,048,576 characters (1,048,582 found); leave the rest out',
    });
  });

  it('takes the line number for the id where none is mapped, and only keys that the line has', () => {
    expect(parseJsonDocument('{"contents": "A"}', { text: 'contents' }, 7)).toMatchObject({
      value: { id: '7', title: '', text: 'A' },
    });
    expect(parseJsonDocument('{}', { text: 'constructor' }, 7)).toMatchObject({
      reason: '"constructor" is empty or missing',
    });
  });
});

describe('a JSON Lines file', () => {
  it('goes on after what it refuses, passes over blank lines, and counts them', async () => {
    const lines = ['\ufeff{"_id": 1, "text": "A"}', '', '  ', 'no', '{"_id": 2, "text": "B"}'];
    expect(
      await readAll([sourceFile('docs.jsonl', lines.join('\r\n'))], { format: 'jsonl', mapping: MAPPING }),
    ).toEqual({
      documents: [
        { file: 'docs.jsonl', line: 1, value: { id: '1', title: '', text: 'A' } },
        { file: 'docs.jsonl', line: 5, value: { id: '2', title: '', text: 'B' } },
      ],
      queries: [],
      judgements: [],
      refused: [{ file: 'docs.jsonl', line: 4, reason: 'not valid JSON' }],
    });
  });

  it('refuses a line of 40 MB', async () => {
    const bytes = new Uint8Array(40_000_001 + 27).fill(0x78);
    bytes.set(new TextEncoder().encode('\n{"_id": "d2", "text": "B"}\n'), 40_000_000);
    const files = [sourceFile('docs.jsonl', bytes, [65_536])];
    expect((await previewSource(files)).sampleRows).toEqual([['d2', 'B']]);
    expect(await readAll(files, { format: 'jsonl', mapping: MAPPING })).toMatchObject({
      documents: [{ line: 2, value: { id: 'd2' } }],
      refused: [
        { line: 1, reason: 'longer than 33,554,432 bytes (40,000,000 found); split it into passages' },
      ],
    });
  });

  it('is read as it was written', async () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
    const text = fc.string({ unit: 'grapheme' });
    const document = fc.record({ _id: id.map((value) => value.trim()), title: text, text: id });
    await fc.assert(
      fc.asyncProperty(fc.array(document, { minLength: 1 }), fc.boolean(), async (documents, crlf) => {
        const content = documents.map((value) => JSON.stringify(value)).join(crlf ? '\r\n' : '\n');
        const found = await readAll([sourceFile('a.jsonl', content)], { format: 'jsonl', mapping: MAPPING });
        expect(found.refused).toEqual([]);
        expect(valuesOf(found.documents)).toEqual(
          documents.map(({ _id, ...rest }) => ({ id: _id, ...rest })),
        );
      }),
      { seed: 2, numRuns: 50 },
    );
  });
});

describe('the preview of JSON Lines', () => {
  const preview = (content: string) => previewSource([sourceFile('docs.jsonl', content)]);

  it('lists keys in order of first appearance, and the first rows', async () => {
    expect(await preview('{"id": 1, "body": "A"}\nno\n{"id": 2, "n": {"a": [1]}, "body": "B"}')).toEqual({
      format: 'jsonl',
      formats: ['jsonl'],
      suggestedName: 'docs',
      totalBytes: 65,
      columns: ['id', 'body', 'n'],
      sampleRows: [
        ['1', 'A', ''],
        ['2', 'B', '{"a":[1]}'],
      ],
      mapping: { id: 'id', text: 'body' },
      filesRead: ['docs.jsonl'],
      filesIgnored: [],
    });
  });

  it.each([
    ['a text that is not a string', '{"id": "a", "text": ["A"]}'],
    ['names that say nothing', '{"a": "b"}'],
  ])('suggests no mapping for %s', async (_, content) => {
    expect(await preview(content)).not.toHaveProperty('mapping');
  });

  const advice = 'Write each document as one object on a line of its own.';
  const refusals: [content: string, message: string][] = [
    [
      '[{"id": 1, "text": "A"}]',
      `docs.jsonl: expected JSON Lines, one object a line. Line 1: a JSON array begins here. ${advice}`,
    ],
    [
      '\n[\n{"id": 1, "text": "A"},\n{"id": 2, "text": "B"}\n]\n',
      `docs.jsonl: expected JSON Lines, one object a line. Line 2: a JSON array begins here. ${advice}`,
    ],
    [
      '{\n"id": 1\n}\n',
      `docs.jsonl: expected JSON Lines, one object a line. Line 1: not valid JSON. ${advice}`,
    ],
    ['\n \r\n', 'docs.jsonl holds only blank lines. Choose a file that holds documents.'],
    [
      'x'.repeat(33_554_433),
      'docs.jsonl: every line is longer than 33,554,432 bytes. Expected one document a line; split it into passages.',
    ],
    [
      '{"id": 1}\r{"id": 2}\r',
      'docs.jsonl ends its lines with a carriage return alone, as old Macintosh files do. Save it with LF or CRLF line ends and choose it again.',
    ],
  ];
  it.each(refusals)('refuses %#', async (content, message) => {
    expect(await errorOf(preview(content))).toBe(`ImportError: ${message}`);
  });
});
