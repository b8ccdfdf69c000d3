import { describe, expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { makeExperiment, rankingOf } from '../testing/experiments.ts';
import { readExperimentJson, writeExperimentJson } from './experiment-json.ts';

/** To be changed at will. */
// biome-ignore lint/suspicious/noExplicitAny: what is tested is whatever a file may hold.
type Json = any;

const importedRuns = [
  {
    name: 'other',
    rankings: [rankingOf(1), rankingOf()],
    unknownQueryLines: 1,
    unknownDocumentLines: 2,
  },
];

test.each([
  ['finished', makeExperiment()],
  [
    'just begun',
    makeExperiment({ results: [], doneQueryCount: 0, documentIds: { docRows: new Uint32Array(), ids: [] } }),
  ],
  ['older than what is told of made queries, of speed and of vectors', olderExperiment()],
  ['with the ids of its queries', withQueryIds()],
  ['a repetition, with a run from elsewhere', makeExperiment({ repeats: 'e-0', importedRuns })],
])('%s, it is read as it was written', (_, experiment) => {
  expect(readExperimentJson(writeExperimentJson(experiment), 'a file')).toEqual(experiment);
});

function withQueryIds() {
  const experiment = makeExperiment();
  return { ...experiment, provenance: { ...experiment.provenance, queryIds: ['q1', 'q2'] } };
}

function olderExperiment() {
  const { provenance, ...experiment } = makeExperiment();
  const { madeQueryCount, msPerPairBasis, itemSpaces, ...older } = provenance;
  return {
    ...experiment,
    provenance: { ...older, itemSpaces: itemSpaces.map(({ indexCalls, ...space }) => space) },
  };
}

describe('a file that is none', () => {
  const refused = (found: string) =>
    new XennError(
      'ImportError',
      `e.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found ${found}. Export it ` +
        'again there, or choose another file.',
    );
  const changed = (change: (json: Json) => unknown) => {
    const json = JSON.parse(writeExperimentJson(makeExperiment({ importedRuns })));
    change(json);
    return JSON.stringify(json);
  };

  it('says what is wrong with its text', () => {
    expect(() => readExperimentJson('{"format"', 'e.json')).toThrow(
      /^e\.json: .* found text that is not JSON/,
    );
  });

  it.each<[string, (json: Json) => unknown, string]>([
    [
      'of another version',
      (json) => (json.version = 2),
      'at version “Invalid type: Expected 1 but received 2”',
    ],
    [
      'with a score that is not finite',
      (json) => (json.results[0].exact.scores = 'AADAfwAAgD8AAIA/'),
      'at results.0.exact.scores “Invalid numbers: one is not finite”',
    ],
    [
      'with a recall above 1',
      (json) => (json.results[1].cells[0].rounds[0].recalls[0] = 1.5),
      'at results.1.cells.0.rounds.0.recalls.0 “Invalid value: Expected <=1 but received 1.5”',
    ],
    [
      'with arrays of different length',
      (json) => (json.results[0].bm25.docRows = 'AQAAAA=='),
      'at results.0.bm25 “Invalid arrays: two that belong together differ in length”',
    ],
    ['with other labels', (json) => json.labels.pop(), 'labels that are not those of its methods'],
    ['with other budgets', (json) => (json.budgets = [20]), 'budgets that are not its request’s'],
    ['with results that are missing', (json) => json.results.pop(), '1 results of 2 queries that are done'],
    ['with more than was asked', (json) => (json.queryCount = 1), '2 queries that are done, of 1'],
    ['with a query twice', (json) => (json.results[1].queryId = 'q1'), 'a query twice'],
    [
      'with a search that is missing',
      (json) => json.results[1].cells.pop(),
      '1 searches of 2 methods at 1 budgets (query “q2”)',
    ],
    [
      'with a judgement of no document',
      (json) => (json.results[0].judgements[0].docRow = 6),
      'a judgement beyond the size of the corpus (query “q1”)',
    ],
    [
      'with a ranking of no document',
      (json) => (json.provenance.documentCount = 4),
      'a judgement beyond the size of the corpus (query “q1”)',
    ],
    [
      'with a document ranked twice',
      (json) => (json.results[1].bm25.docRows = 'AQAAAAEAAAA='),
      'a row ranked twice (query “q2”)',
    ],
    [
      'with a ranking out of order',
      (json) => (json.results[1].bm25.scores = 'AACAPwAAAEA='),
      'a ranking that is not sorted (query “q2”)',
    ],
    [
      'with a round that lacks a recall',
      (json) => json.results[0].cells[1].rounds[0].recalls.pop(),
      'a round without a recall for each k (query “q1”)',
    ],
    [
      'with a run of other queries',
      (json) => json.importedRuns[0].rankings.pop(),
      'an imported run of other queries (“other”)',
    ],
    ['with ids that are missing', (json) => json.documentIds.ids.pop(), '2 document ids for 3 rows'],
    [
      'with a document without its id',
      (json) => (json.documentIds = { docRows: 'AQAAAAMAAAA=', ids: ['one', 'three'] }),
      'a document without its id (row 4)',
    ],
  ])('%s', (_, change, found) => {
    expect(() => readExperimentJson(changed(change), 'e.json')).toThrow(refused(found));
  });
});
