import { describe, expect, it } from 'vitest';
import { isHeader, nameColumns, suggestMapping } from './columns.ts';

describe('suggestMapping', () => {
  const cases: [columns: string[], mapping: ReturnType<typeof suggestMapping>][] = [
    [['_id', 'title', 'text'], { id: '_id', title: 'title', text: 'text' }],
    [['Doc ID', 'Headline', 'Body'], { id: 'Doc ID', title: 'Headline', text: 'Body' }],
    [['pid', 'passage'], { id: 'pid', text: 'passage' }],
    [['abstract', 'name', 'docno'], { id: 'docno', title: 'name', text: 'abstract' }],
    [['id', 'contents'], { id: 'id', text: 'contents' }],
    [['description', 'abstract', 'text'], { text: 'text' }],
    [['TEXT'], { text: 'TEXT' }],
    [['id', 'title'], undefined],
    [['sku', 'beschreibung'], undefined],
    [[], undefined],
  ];
  it.each(cases)('%j → %j', (columns, mapping) => {
    expect(suggestMapping(columns)).toEqual(mapping);
  });

  it('looks for the id among columns that hold no text, too', () => {
    expect(suggestMapping(['text'], ['id', 'text', 'title'])).toEqual({ id: 'id', text: 'text' });
  });
});

describe('isHeader', () => {
  const cases: [cells: string[], header: boolean][] = [
    [['id', 'title', 'text'], true],
    [['text'], true],
    [['', 'id', 'text'], true],
    [['sku', 'produkt', 'beschreibung'], true],
    [['Größe', 'Farbe'], true],
    [['1', 'text'], false],
    [['12', 'A long passage.'], false],
    [['doc1', 'hello'], false],
    [['apple', 'a red fruit'], false],
    [['same', 'same'], false],
    [['word'], false],
    [['text', 'x'.repeat(65)], false],
    [['title', '-3.5'], false],
  ];
  it.each(cases)('%j → %j', (cells, header) => {
    expect(isHeader(cells)).toBe(header);
  });
});

describe('nameColumns', () => {
  const cases: [cells: string[], header: boolean, names: string[]][] = [
    [[' id ', 'text'], true, ['id', 'text']],
    [['', 'text'], true, ['column 1', 'text']],
    [['text', 'text', 'text'], true, ['text', 'text (2)', 'text (3)']],
    [['12', 'A passage.'], false, ['column 1', 'column 2']],
  ];
  it.each(cases)('%j, header %j → %j', (cells, header, names) => {
    expect(nameColumns(cells, header)).toEqual(names);
  });
});
