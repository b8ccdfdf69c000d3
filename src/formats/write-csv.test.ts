import { expect, test } from 'vitest';
import { writeCsv } from './write-csv.ts';

test('quotes what has to be quoted, leaves absent cells empty and marks formulas', () => {
  expect(
    writeCsv(
      ['label', 'value'],
      [
        ['A, “B”', -0.5],
        ['a "quote"', undefined],
        ['=1+1', 2],
      ],
    ),
  ).toBe('label,value\r\n"A, “B”",-0.5\r\n"a ""quote""",\r\n"\'=1+1",2');
});
