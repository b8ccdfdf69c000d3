import { describe, expect, it, test } from 'vitest';
import { presetOf } from '../core/search-presets.ts';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import {
  EXPERIMENT_REQUEST,
  makeExperimentReport,
  makeExperimentStatistics,
} from '../testing/experiment-statistics.ts';
import { caveats } from './caveats.ts';

const REPORT = makeExperimentReport();
const { summary, provenance, statistics } = REPORT;
const method = presetOf('rnr').make('dual-encoder', 7);

function withMethods(...methods: ExperimentReport['request']['methods']): Partial<ExperimentReport> {
  return { request: { ...EXPERIMENT_REQUEST, methods } };
}

describe('what is said only where it is so', () => {
  test.each<[string, Partial<ExperimentReport>, string]>([
    [
      'unfinished',
      { statistics: { ...statistics, queryCount: 55 } },
      'Unfinished: 55 of 60 queries were done when this was written. All numbers are of these.',
    ],
    [
      'a sample',
      { provenance: { ...provenance, availableQueryCount: 300 } },
      'A sample: 60 of 300 test queries, drawn with the seed 7. Other queries would give other numbers.',
    ],
    [
      'queries that were made',
      { provenance: { ...provenance, madeQueryCount: 60 } },
      'All 60 test queries were made from documents of the corpus, and nobody asked them. Questions of people may share fewer words with what answers them, and methods may compare differently on those.',
    ],
    [
      'some queries that were made',
      { provenance: { ...provenance, madeQueryCount: 12 } },
      '12 of 60 test queries were made from documents of the corpus, and nobody asked them. Questions of people may share fewer words with what answers them, and methods may compare differently on those.',
    ],
    [
      'few queries',
      { statistics: { ...statistics, queryCount: 49 }, summary: { ...summary, queryCount: 49 } },
      'Few queries: with 49 the intervals are wide, and themselves rough. Small differences cannot be seen.',
    ],
    [
      'no judgements',
      { statistics: makeExperimentStatistics(EXPERIMENT_REQUEST, 0) },
      'No query has human judgements, so nothing here says how relevant the results are: only how much of the cross-encoder’s own ranking was found.',
    ],
    [
      'deep k',
      { request: { ...EXPERIMENT_REQUEST, ks: [10, 200] } },
      'Rankings are judged down to place 200: MAP and MRR count nothing below it, where trec_eval usually sees 1,000.',
    ],
    [
      'unknown speed',
      { provenance: (({ msPerPair: _, ...rest }) => rest)(provenance) },
      'How fast the cross-encoder is here is not known, so the seconds are those of the search alone.',
    ],
    [
      'a cold trial',
      { provenance: { ...provenance, msPerPairBasis: 'measured in the short trial at the start (WebGPU)' } },
      'The cross-encoder’s time is an estimate: calls times its mean for a pair (2.00 ms, measured in the short trial at the start (WebGPU)). The searches themselves took their scores from the exact rankings.',
    ],
    [
      'a speed of which no more is known',
      { provenance: (({ msPerPairBasis: _, ...rest }) => rest)(provenance) },
      'The cross-encoder’s time is an estimate: calls times its mean for a pair (2.00 ms, how it was measured is not recorded). The searches themselves took their scores from the exact rankings.',
    ],
    [
      'vectors made elsewhere',
      {
        provenance: {
          ...provenance,
          itemSpaces: [{ itemSpace: 'index-1', name: 'Theirs', vectorsHash: '0b'.repeat(32) }],
        },
      },
      'Vectors of “Theirs” were made elsewhere: how many calls they took is not known, and they may have taken many.',
    ],
    [
      'matrices',
      { provenance: (({ crossEncoder: _, ...rest }) => rest)(provenance) },
      'Scores and vectors were computed elsewhere, so the seconds are those of the search alone.',
    ],
    [
      'a budget for all',
      { provenance: { ...provenance, documentCount: 500 } },
      'With a budget of 500 a search scores the whole corpus (500 documents): every method finds everything.',
    ],
    [
      'chance',
      withMethods({ label: 'A', method: { ...method, batchRule: { kind: 'thompson' } } }),
      '“A”: chance plays a part, and this is one run of it, with the method’s seed.',
    ],
    [
      'stopping',
      withMethods({ label: 'A', method: { ...method, stopping: { k: 10, confidence: 0.9 } } }),
      '“A”: stops by itself, so it may spend less than its budget.',
    ],
    [
      'a run made elsewhere',
      {
        importedRuns: [
          { name: 'whole', unknownQueryLines: 0, unknownDocumentLines: 0, missingQueryCount: 0 },
          { name: 'other', unknownQueryLines: 1, unknownDocumentLines: 1200, missingQueryCount: 0 },
        ],
      },
      'Of the imported run “other”, 1 line of queries that the experiment has not and 1,200 lines of documents that the corpus has not were left out.',
    ],
    [
      'a run that lacks queries',
      {
        importedRuns: [
          { name: 'whole', unknownQueryLines: 0, unknownDocumentLines: 0, missingQueryCount: 0 },
          { name: 'other', unknownQueryLines: 0, unknownDocumentLines: 0, missingQueryCount: 20 },
        ],
      },
      'The imported run “other” has nothing for 20 of 60 queries: each counts as nothing found, as in trec_eval -c.',
    ],
  ])('%s', (_, changes, caveat) => {
    expect(caveats(REPORT)).not.toContain(caveat);
    const written = caveats(makeExperimentReport(changes));
    expect(written.filter((each) => each === caveat)).toHaveLength(1);
  });
});

describe('what is not said where it is not so', () => {
  test.each<[string, Partial<ExperimentReport>, string]>([
    [
      'some without judgements',
      { statistics: makeExperimentStatistics(EXPERIMENT_REQUEST, 60) },
      '50 of 60 queries have human judgements; measures of judgements are means over these alone.',
    ],
    [
      'unjudged documents',
      { statistics: makeExperimentStatistics(EXPERIMENT_REQUEST, 0) },
      'Documents that nobody judged count as not relevant, as in trec_eval. Judgements are usually made of what older systems found, so a search that finds other relevant documents is rated too low.',
    ],
    [
      'an estimated time',
      { provenance: (({ msPerPair: _, ...rest }) => rest)(provenance) },
      'The cross-encoder’s time is an estimate: calls times its mean for a pair (2.00 ms, measured on this corpus (WASM, 2 threads)). The searches themselves took their scores from the exact rankings.',
    ],
    [
      'calls of indexes',
      { provenance: { ...provenance, itemSpaces: [provenance.itemSpaces[0]] } },
      'Calls are those of a search. Indexes took more, once for all queries: MF_Trns 300 15,000.',
    ],
    [
      'presets that were tuned',
      withMethods({ label: 'A', method }),
      '“Best · hybrid”: the settings of this preset were chosen by trying others on test queries of SciFact. On that corpus it has an advantage.',
    ],
  ])('%s', (_, changes, caveat) => {
    expect(caveats(REPORT)).toContain(caveat);
    expect(caveats(makeExperimentReport(changes))).not.toContain(caveat);
  });
});

it('knows a tuned preset with another number of rounds, and not with another fit', () => {
  const best = presetOf('best').make('hybrid', 7);
  const tuned = (changed: Partial<typeof best>) =>
    caveats(makeExperimentReport(withMethods({ label: 'A', method: { ...best, ...changed } }))).some((each) =>
      each.includes('settings of this preset'),
    );
  expect(tuned({ schedule: { kind: 'equal', rounds: 3 } })).toBe(true);
  expect(tuned({ fit: { mu: 'leave-one-out', kind: 'ridge' } })).toBe(true);
  expect(tuned({ fit: { kind: 'ridge', mu: 2 } })).toBe(false);
  expect(tuned({ fit: { kind: 'mix', lambda: 0 } })).toBe(false);
  expect(tuned({ columns: [] })).toBe(false);
});
