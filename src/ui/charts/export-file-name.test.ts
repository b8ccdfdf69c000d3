import { expect, test } from 'vitest';
import { chartFileName } from './export-file-name.ts';

test.each([
  ['first satellite launched?', 'first-satellite-launched-recall.csv'],
  ['../../etc/passwd', 'etc-passwd-recall.csv'],
  ['Würde  Ähre', 'würde-ähre-recall.csv'],
  ['?!', 'recall.csv'],
  ['a'.repeat(60), `${'a'.repeat(50)}-recall.csv`],
  [`${'a'.repeat(49)} b`, `${'a'.repeat(49)}-recall.csv`],
])('of the query %j', (queryText, name) => {
  expect(chartFileName(queryText, 'recall', 'csv')).toBe(name);
});
