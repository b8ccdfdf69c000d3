import { describe, expect, it, test } from 'vitest';
import { makePseudoQueries, type PseudoQueryKind, wordRarity } from './pseudo-queries.ts';

const document = (docRow: number, title: string, text: string) => ({ docRow, id: `d${docRow}`, title, text });

const textsOf = (kind: PseudoQueryKind, documents: readonly ReturnType<typeof document>[]) =>
  makePseudoQueries(kind, documents, wordRarity(documents)).map(({ text }) => text);

test('rarity is the inverse document frequency', () => {
  const rarity = wordRarity([document(0, 'Tides', 'the sea, the moon'), document(1, '', 'the bread')]);
  expect(['the', 'tides', 'unknown'].map(rarity)).toEqual([Math.log(1), Math.log(3 / 2), Math.log(3)]);
});

describe('titles', () => {
  it('are the titles that say something, with the document they are of', () => {
    const documents = [document(4, ' Why bread dough rises ', 'Yeast makes gas.')];
    expect(makePseudoQueries('titles', documents, wordRarity(documents))).toEqual([
      { text: 'Why bread dough rises', ownDocRow: 4 },
    ]);
  });

  it('are the most salient sentences where a title is missing, short or long', () => {
    const made = textsOf('titles', [
      document(0, '', 'It is a common thing. Sourdough ferments with wild yeast. It is a thing.'),
      document(1, 'Note', 'It is a common thing. Glaciers carve granite valleys slowly.'),
      document(2, 'it is a '.repeat(9), 'It is a common thing indeed. It is a thing.'),
    ]);
    expect(made).toEqual([
      'Sourdough ferments with wild yeast.',
      'Glaciers carve granite valleys slowly.',
      'It is a common thing indeed.',
    ]);
  });
});

describe('sentences', () => {
  it('are the most salient ones, whatever the title', () => {
    const made = textsOf('sentences', [
      document(0, 'Why bread dough rises', 'It is a thing. Yeast makes gas.'),
      document(1, 'Why it is', 'It is a thing.'),
    ]);
    expect(made).toEqual(['Yeast makes gas.', 'It is a thing.']);
  });

  it('leave out documents without one of 3 to 24 words', () => {
    expect(textsOf('sentences', [document(0, 'A good long title', `Short. ${'word '.repeat(25)}.`)])).toEqual(
      [],
    );
  });
});

describe('key phrases', () => {
  it('are the words of highest TF-IDF weight in the order of the text, at most 8', () => {
    const made = textsOf('key-phrases', [
      document(
        0,
        'The Tides',
        'The moon pulls the sea; tides follow. Sun, wind, coast, harbour, the end and more.',
      ),
      document(1, '', 'The end and more and the wind.'),
    ]);
    // "tides" is there twice; "the", "end", "and", "more" and "wind" are in both documents.
    expect(made).toEqual(['tides moon pulls sea follow sun coast harbour']);
  });

  it('leave out documents with fewer than 4 words that say something', () => {
    const others = [document(1, '', 'glaciers carve valleys'), document(2, '', 'the moon the sea')];
    expect(textsOf('key-phrases', [document(0, '', 'tides moon sea'), ...others])).toEqual([]);
  });
});

it('a document gives the same query whatever other documents are asked for', () => {
  const documents = ['tides', 'bread', 'rivers', 'glaciers'].map((subject, row) =>
    document(
      row,
      '',
      `It is about ${subject}. Why do ${row + 1}th ${subject} differ, number ${row + 1}. All ${subject} end in place ${10 * (row + 1)}.`,
    ),
  );
  const rarity = wordRarity(documents);
  for (const kind of ['titles', 'sentences', 'key-phrases'] as const) {
    const all = makePseudoQueries(kind, documents, rarity);
    expect(all).toHaveLength(4);
    expect(makePseudoQueries(kind, documents.slice(3), rarity)).toEqual(all.slice(3));
  }
});
