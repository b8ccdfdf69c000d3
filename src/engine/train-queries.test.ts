import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseOwnTrainQueries,
  choosePastSearches,
  choosePseudoQueries,
  ownTrainQueries,
} from './train-queries.ts';

const query = (id: string, split: string) => ({ id, text: `text of ${id}`, split });

describe('ownTrainQueries', () => {
  it.each([
    ['those marked train', [query('a', 'train'), query('b', 'test'), query('c', '')], ['a']],
    ['never a test query', [query('a', 'test'), query('b', 'dev')], []],
    ['the unmarked where others are for testing', [query('a', 'test'), query('b', '')], ['b']],
  ])('takes %s', (_, queries, expected) => {
    expect(ownTrainQueries(queries).map(({ id }) => id)).toEqual(expected);
  });
});

describe('chooseOwnTrainQueries', () => {
  const queries = Array.from({ length: 30 }, (_, i) => query(`q${i}`, 'train'));
  const textsOf = (chosen: ReturnType<typeof chooseOwnTrainQueries>) =>
    chosen.queries.map(({ text }) => text);

  it('is the same for the same seed and differs for another', () => {
    expect(chooseOwnTrainQueries(queries, 10, 3)).toEqual(chooseOwnTrainQueries(queries, 10, 3));
    expect(chooseOwnTrainQueries(queries, 10, 3)).not.toEqual(chooseOwnTrainQueries(queries, 10, 4));
  });

  it('gives all, in the corpus’s order, when more are asked for', () => {
    expect(textsOf(chooseOwnTrainQueries(queries, 100, 3))).toEqual(queries.map(({ text }) => text));
  });

  it('leaves out near-duplicates and texts without a word, and counts the former', () => {
    const others = [query('b', 'train'), { id: 'x', text: ' …', split: 'train' }];
    const repeated = ['Text of  a', 'TEXT, of a!', 'a: text of'].map((text) => ({
      id: text,
      text,
      split: 'train',
    }));
    const chosen = chooseOwnTrainQueries([...repeated, ...others], 100, 3);
    expect(chosen.duplicateCount).toBe(2);
    expect(chosen.queries).toHaveLength(2);
    expect(chosen.queries[1]).toEqual({ text: 'text of b' });
  });

  it('of fewer is part of that of more, in the corpus’s order; other queries change no order', () => {
    const words = fc.array(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 8 });
    const texts = fc.array(
      words.map((list) => list.join(' ')),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(texts, fc.nat(20), fc.nat(20), fc.nat(1e6), (list, few, more, seed) => {
        const own = list.map((text, i) => ({ id: `${i}`, text, split: 'train' }));
        const fewer = textsOf(chooseOwnTrainQueries(own, few, seed));
        const larger = textsOf(chooseOwnTrainQueries(own, few + more, seed));
        expect(larger).toEqual(expect.arrayContaining(fewer));
        const places = larger.map((text) => list.indexOf(text));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { seed: 1 },
    );
    const first = textsOf(chooseOwnTrainQueries(queries, 8, 5));
    const without = queries.filter(({ text }) => text !== first[0]);
    expect(textsOf(chooseOwnTrainQueries(without, 7, 5))).toEqual(first.slice(1));
  });

  it('handles 100,000 queries', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      id: `${i}`,
      text: `what is the effect of treatment ${i % 90_000} on patients with condition ${i % 7}`,
      split: 'train',
    }));
    const { queries: chosen, duplicateCount } = chooseOwnTrainQueries(many, 100_000, 1);
    expect(chosen.length + duplicateCount).toBe(100_000);
    expect(duplicateCount).toBeGreaterThan(1000);
  });
});

it('choosePastSearches chooses like own queries, among searches that were typed', () => {
  const texts = Array.from({ length: 12 }, (_, i) => `search number ${i}`);
  const searches = texts.map((queryText) => ({ queryText, searchedMs: 0, times: 1 }));
  const own = texts.map((text) => ({ id: text, text, split: 'train' }));
  expect(choosePastSearches(searches, 5, 9)).toEqual(chooseOwnTrainQueries(own, 5, 9));
});

describe('choosePseudoQueries', () => {
  /** Every seventh document has the same title, every fifth gives no query. */
  const documents = Array.from({ length: 2500 }, (_, docRow) => ({
    docRow,
    id: `d${docRow}`,
    title: docRow % 7 === 0 ? 'Always the same title' : docRow % 5 === 0 ? '' : `All about subject ${docRow}`,
    text: '',
  }));
  const reads: number[] = [];
  const readDocuments = async (docRows: Uint32Array) => {
    reads.push(docRows.length);
    return Array.from(docRows, (docRow) => documents[docRow]);
  };
  const request = { kind: 'titles', seed: 3, documentCount: 2500, readDocuments } as const;

  it('reads until there are enough, by ascending document', async () => {
    reads.length = 0;
    const { queries, duplicateCount } = await choosePseudoQueries({ ...request, count: 1000 });
    expect(reads).toEqual([2000, 1000, 1000]);
    expect(queries).toHaveLength(1000);
    const rows = queries.map(({ ownDocRow }) => ownDocRow as number);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(queries.map(({ text }) => text)).toEqual(rows.map((row) => documents[row].title));
    expect(new Set(queries.map(({ text }) => text)).size).toBe(1000);
    expect(duplicateCount).toBeGreaterThan(100);
  });

  it('of fewer is part of that of more', async () => {
    const [few, more] = await Promise.all(
      [50, 300].map((count) => choosePseudoQueries({ ...request, count })),
    );
    expect(few.queries).toHaveLength(50);
    expect(more.queries).toEqual(expect.arrayContaining([...few.queries]));
  });

  it('gives fewer where the corpus gives fewer', async () => {
    const { queries, duplicateCount } = await choosePseudoQueries({ ...request, count: 2500 });
    const titles = documents.map(({ title }) => title).filter((title) => title !== '');
    expect(queries).toHaveLength(new Set(titles).size);
    expect(duplicateCount).toBe(titles.length - queries.length);
  });
});
