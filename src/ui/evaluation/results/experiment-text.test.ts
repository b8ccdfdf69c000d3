import { describe, expect, test } from 'vitest';
import { makeExperimentReport, makeExperimentStatistics } from '../../../testing/experiment-statistics.ts';
import { doneText, experimentLine, isUnfinished, scopeTexts } from './experiment-text.ts';

const report = makeExperimentReport();
const { summary } = report;

test('a line of the list', () => {
  // A fixed day, whatever the time zone is.
  expect(experimentLine({ ...summary, createdMs: Number.NaN })).toBe(
    'an unknown time · Seas · 3 methods × B = 50, 500 · 60 queries',
  );
});

test.each([
  [60, '60 queries', false],
  [12, '12 of 60 queries', true],
])('%d of 60 done', (doneQueryCount, text, unfinished) => {
  expect(doneText({ ...summary, doneQueryCount })).toBe(text);
  expect(isUnfinished({ ...summary, doneQueryCount })).toBe(unfinished);
});

describe('what the numbers are of', () => {
  test('all queries, all judged: nothing to say', () => {
    const statistics = makeExperimentStatistics(report.request, 60);
    expect(scopeTexts({ ...report, statistics })).toEqual([]);
  });

  test('a sample that was stopped, half of it judged', () => {
    const provenance = { ...report.provenance, availableQueryCount: 300 };
    const statistics = makeExperimentStatistics(report.request, 6);
    expect(
      scopeTexts({ ...report, summary: { ...summary, doneQueryCount: 12 }, provenance, statistics }),
    ).toEqual([
      'It was stopped: 12 of 60 queries so far.',
      'A sample: 60 of 300 test queries, by the seed 7.',
      'Human judgements are of 6 of the 12 queries; measures of judgements are means over these.',
    ]);
  });

  test.each([
    [60, 'All 60 queries were made from documents: nobody asked them.'],
    [12, '12 of 60 queries were made from documents: nobody asked them.'],
  ])('%d made queries', (madeQueryCount, text) => {
    const provenance = { ...report.provenance, madeQueryCount };
    const statistics = makeExperimentStatistics(report.request, 60);
    expect(scopeTexts({ ...report, provenance, statistics })).toEqual([text]);
  });

  test('no query done: nothing is known of judgements', () => {
    const statistics = makeExperimentStatistics(report.request, 0);
    expect(scopeTexts({ ...report, summary: { ...summary, doneQueryCount: 0 }, statistics })).toEqual([
      'It was stopped: 0 of 60 queries so far.',
    ]);
  });

  test('no judgements', () => {
    const statistics = makeExperimentStatistics(report.request, 0);
    expect(scopeTexts({ ...report, statistics })).toEqual([
      'No query has human judgements: only what is found of the exact ranking is measured.',
    ]);
  });
});
