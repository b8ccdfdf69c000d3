import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { errorOf, readAll, sourceFile, valuesOf } from '../testing/source-files.ts';
import { previewSource } from './index.ts';
import type { ColumnMapping } from './records.ts';

const MAPPING = { id: 'id', title: 'title', text: 'text' };

function readCsv(content: string, mapping: ColumnMapping = MAPPING) {
  return readAll([sourceFile('docs.csv', content)], { format: 'csv', mapping });
}

describe('a CSV file', () => {
  it('is read by column name, with a mark, CRLF, quotes, and a record over several lines', async () => {
    const content = '\ufefftext,n,id,title\r\n"a, ""b""\r\nc",1,d1,T\r\n\r\nplain,2, d2 ,\r\n';
    expect(await readCsv(content)).toEqual({
      documents: [
        { file: 'docs.csv', line: 2, value: { id: 'd1', title: 'T', text: 'a, "b"\nc' } },
        { file: 'docs.csv', line: 5, value: { id: 'd2', title: '', text: 'plain' } },
      ],
      queries: [],
      judgements: [],
      refused: [],
    });
  });

  const refusals: [row: string, reason: string][] = [
    ['d1,T', '2 columns; expected 3 as in the first row'],
    ['d1,T,A,', '4 columns; expected 3 as in the first row'],
    ['d1', '1 column; expected 3 as in the first row'],
    [',T,A', '"id" is empty'],
    ['d1,,', '"text" and "title" are both empty or missing'],
    [
      'd1,T,"A',
      'a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
    ],
    [
      'd1,T,"A" B',
      'a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
    ],
  ];
  it.each(refusals)('refuses the row %s', async (row, reason) => {
    expect(await readCsv(`id,title,text\n${row}\nd2,,B`)).toMatchObject({
      documents: [{ line: 3, value: { id: 'd2' } }],
      refused: [{ file: 'docs.csv', line: 2, reason }],
    });
  });

  it('loses the marks before formulas where it has the columns of our own export, and nowhere else', async () => {
    const rows = `'=p#1,"'=T","one;'=two",'=p\n`;
    const read = (header: string) =>
      readCsv(`${header}\n${rows}`, { id: header.split(',')[0], title: 'title', text: 'text' });
    expect(valuesOf((await read('_id,title,text,parent_id')).documents)).toEqual([
      { id: '=p#1', title: '=T', text: 'one;=two', parentId: '=p' },
    ]);
    expect(valuesOf((await read('id,title,text,parent_id')).documents)).toEqual([
      { id: "'=p#1", title: "'=T", text: "one;'=two", parentId: "'=p" },
    ]);
    const file = sourceFile('docs.csv', `_id,title,text,parent_id\n${rows}`);
    expect((await previewSource([file])).sampleRows).toEqual([['=p#1', '=T', 'one;=two', '=p']]);
  });

  it('without a header is read by position, the first row too', async () => {
    const content = '12,A passage.\n13,Another one.\n';
    expect(valuesOf((await readCsv(content, { id: 'column 1', text: 'column 2' })).documents)).toEqual([
      { id: '12', title: '', text: 'A passage.' },
      { id: '13', title: '', text: 'Another one.' },
    ]);
    expect(valuesOf((await readCsv(content, { text: 'column 2' })).documents).map(({ id }) => id)).toEqual([
      '1',
      '2',
    ]);
  });

  it('needs a mapping, and the columns that it names', async () => {
    const files = [sourceFile('docs.csv', 'id,body\n1,A\n')];
    expect(await errorOf(readAll(files, { format: 'csv' }))).toBe(
      'InvalidArgumentError: docs.csv: expected a column mapping, found none. Say which column holds the text.',
    );
    expect(await errorOf(readAll(files, { format: 'csv', mapping: { text: 'text' } }))).toBe(
      'ImportError: docs.csv has no column "text"; its columns are "id", "body". Choose one of these.',
    );
  });

  it('is read as it was written', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'é', '𝒳', '"', ',', ';', '\n', ' ', '\t') })
      .filter((value) => value.trim() !== '');
    const document = fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,5}$/), title: text, text });
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('csv' as const, 'tsv' as const),
        async (documents, newline, format) => {
          const delimiter = format === 'csv' ? ',' : '\t';
          // Quoted throughout: with few rows a text could look like a better delimiter.
          const content = Papa.unparse(documents, { newline, delimiter, quotes: true });
          const found = await readAll([sourceFile('docs', content)], { format, mapping: MAPPING });
          expect(found.refused).toEqual([]);
          expect(valuesOf(found.documents)).toEqual(documents);
        },
      ),
      { seed: 3, numRuns: 50 },
    );
  });
});

describe('a TSV file', () => {
  it('is read with the quotes that stand in it', async () => {
    const content = 'pid\tpassage\n1\t"The end" is near, he said\n2\t"quoted"\n3\t"open\n';
    const found = await readAll([sourceFile('docs.tsv', content)], {
      format: 'tsv',
      mapping: { id: 'pid', text: 'passage' },
    });
    expect(found.refused).toEqual([]);
    expect(valuesOf(found.documents).map((document) => document.text)).toEqual([
      '"The end" is near, he said',
      'quoted',
      '"open',
    ]);
  });
});

describe('the preview of a table', () => {
  it.each([
    ['docs.csv', 'doc_id;Title;Abstract\n1;T;"A; b"\n2;;C\nbad\n'],
    ['docs.tsv', 'doc_id\tTitle\tAbstract\n1\tT\tA; b\n2\t\tC\nbad\n'],
  ])('shows the columns and rows of %s', async (path, content) => {
    expect(await previewSource([sourceFile(path, content)])).toEqual({
      format: path.slice(-3),
      formats: [path.slice(-3)],
      suggestedName: 'docs',
      totalBytes: content.length,
      columns: ['doc_id', 'Title', 'Abstract'],
      sampleRows: [
        ['1', 'T', 'A; b'],
        ['2', '', 'C'],
      ],
      mapping: { id: 'doc_id', title: 'Title', text: 'Abstract' },
      filesRead: [path],
      filesIgnored: [],
    });
  });

  it('names the columns itself where there is no header, and leaves the choice open', async () => {
    const preview = await previewSource([sourceFile('docs.tsv', '12\tA passage.\n13\tAnother one.\n')]);
    expect(preview).toMatchObject({
      columns: ['column 1', 'column 2'],
      sampleRows: [
        ['12', 'A passage.'],
        ['13', 'Another one.'],
      ],
    });
    expect(preview).not.toHaveProperty('mapping');
  });

  it('refuses a file without one row', async () => {
    expect(await errorOf(previewSource([sourceFile('docs.csv', '"a"b,"c\n"d"e')]))).toBe(
      'ImportError: docs.csv: expected a table, but the quotes of its first lines do not match. Write a quote inside a field as two.',
    );
  });
});
