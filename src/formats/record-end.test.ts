import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { createRecordEndFinder, followQuotes, type QuoteState } from './record-end.ts';

test.each<[line: string, isOpen: boolean, state: QuoteState]>([
  ['a,b', false, 'closed'],
  ['a,b', true, 'open'],
  ['"a,b', false, 'open'],
  ['a,"b', false, 'open'],
  ['a",b', false, 'closed'],
  ['a",b', true, 'closed'],
  ['a" ,b', true, 'closed'],
  ['a" \t', true, 'closed'],
  ['a"b', true, 'malformed'],
  ['a","b', true, 'open'],
  ['a""b', true, 'open'],
  ['"""', false, 'open'],
  ['', true, 'open'],
])('%j that begins within quotes (%s) ends %s', (line, isOpen, state) => {
  expect(followQuotes(line, isOpen, ',')).toBe(state);
});

test('a line ends as Papa Parse finds that it does', () => {
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n', preview: 1 });
  const stateBy = (line: string): QuoteState => {
    const { data, errors } = parser.parse(`${line}\n`, 0, true) as Papa.ParseResult<string[]>;
    if (errors.length > 0) return 'malformed';
    return data.length > 0 ? 'closed' : 'open';
  };
  const states = new Set<QuoteState>();
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('"', '"', '""', ',', 'a', ' ', '\t'), { maxLength: 12 }),
      (pieces) => {
        const line = pieces.join('');
        const state = followQuotes(line, false, ',');
        states.add(state);
        expect(state).toBe(stateBy(line));
      },
    ),
    { seed: 9, numRuns: 2000 },
  );
  expect(states.size).toBe(3);
});

test('what is kept of records before makes no difference', () => {
  const line = fc.constantFrom('a","c', 'x"y', 'a","', '"', 'a', '', '"a', 'b",c', '"a"b', 'a"b,"c');
  const kept = new Set<string | number>();
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (texts, step) => {
      const lines = texts.map((text, index) => ({ number: index + 1, text }));
      const findEnd = createRecordEndFinder(',');
      let start = 0;
      for (let count = step; start < lines.length; count += step) {
        const known = lines.slice(start, count);
        for (let at = 0; at < known.length; ) {
          const end = findEnd(known, at);
          expect(end).toBe(createRecordEndFinder(',')(known, at));
          kept.add(end);
          if (end === 'not yet' && count < lines.length) break;
          const after = typeof end === 'number' ? end : at + 1;
          start += after - at;
          at = after;
        }
      }
    }),
    { seed: 10, numRuns: 1000 },
  );
  expect(kept).toContain('none');
  expect(kept).toContain('not yet');
});
