import { describe, expect, it } from 'vitest';
import { chooseOwnTrainQueries, makePseudoQueries, ownTrainQueries } from './train-queries.ts';

const query = (id: string, split: string) => ({ id, text: `text of ${id}`, split });

describe('ownTrainQueries', () => {
  it.each([
    ['those marked train', [query('a', 'train'), query('b', 'test'), query('c', '')], ['a']],
    ['all where nothing is marked', [query('a', ''), query('b', '')], ['a', 'b']],
    ['never a test query', [query('a', 'test'), query('b', 'dev')], []],
    ['the unmarked where others are for testing', [query('a', 'test'), query('b', '')], ['b']],
  ])('takes %s', (_, queries, expected) => {
    expect(ownTrainQueries(queries).map(({ id }) => id)).toEqual(expected);
  });
});

describe('chooseOwnTrainQueries', () => {
  const queries = Array.from({ length: 30 }, (_, i) => query(`q${i}`, 'train'));

  it('is the same for the same seed and differs for another', () => {
    expect(chooseOwnTrainQueries(queries, 10, 3)).toEqual(chooseOwnTrainQueries(queries, 10, 3));
    expect(chooseOwnTrainQueries(queries, 10, 3)).not.toEqual(chooseOwnTrainQueries(queries, 10, 4));
  });

  it('drops repeated texts and gives all when more are asked for', () => {
    const repeated = [...queries, { id: 'again', text: 'TEXT of q1 ', split: 'train' }];
    expect(chooseOwnTrainQueries(repeated, 100, 3)).toHaveLength(30);
  });
});

describe('makePseudoQueries', () => {
  const document = (docRow: number, title: string, text: string) => ({
    docRow,
    id: `d${docRow}`,
    title,
    text,
  });

  it('takes the title where it says something', () => {
    const [made] = makePseudoQueries([document(4, 'Why bread dough rises', 'Yeast makes gas.')]);
    expect(made).toEqual({ text: 'Why bread dough rises', ownDocRow: 4 });
  });

  it('takes the sentence with the rarest words where the title is missing or short', () => {
    const made = makePseudoQueries([
      document(0, '', 'It is a common thing. Sourdough ferments with wild yeast. It is a thing.'),
      document(1, 'Note', 'It is a common thing. Glaciers carve granite valleys slowly.'),
      document(2, '', 'It is a common thing indeed. It is a thing.'),
    ]);
    expect(made.map(({ text }) => text)).toEqual([
      'Sourdough ferments with wild yeast.',
      'Glaciers carve granite valleys slowly.',
      'It is a common thing indeed.',
    ]);
  });

  it('leaves out documents that give neither', () => {
    expect(makePseudoQueries([document(0, '', 'Short.')])).toEqual([]);
  });
});
