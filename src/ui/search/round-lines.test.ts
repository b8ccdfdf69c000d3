import { expect, test } from 'vitest';
import { spokenLabel } from './round-lines.ts';

test.each([
  [
    'one line',
    [{ label: 'step', values: [undefined, 1.25] }],
    'Error per round: none, 1.25. Round 2 is shown.',
  ],
  [
    'two lines',
    [
      { label: 'head', values: [2, 1] },
      { label: 'tail', values: [3, -0.5] },
    ],
    'Error per round: head 2.00, 1.00; tail 3.00, −0.50. Round 2 is shown.',
  ],
])('spokenLabel of %s', (_, lines, label) => {
  expect(spokenLabel('Error', lines, 2)).toBe(label);
});
