import { expect, test } from 'vitest';
import { backupReminder } from './backup-reminder.ts';

const NOTHING = {
  documents: false,
  queryCount: 0,
  judgementCount: 0,
  scoreCount: 0,
  indexCount: 0,
  recordCount: 0,
};
const exportedMs = new Date(2026, 0, 2, 3, 4).getTime();

test.each<[string, Parameters<typeof backupReminder>[0], string | undefined]>([
  ['nothing unsaved', { exportedMs, unsaved: NOTHING }, undefined],
  ['documents that came from a file', { unsaved: { ...NOTHING, documents: true, queryCount: 9 } }, undefined],
  ['a few scores', { unsaved: { ...NOTHING, scoreCount: 999 } }, undefined],
  [
    'many scores',
    { unsaved: { ...NOTHING, documents: true, scoreCount: 1000 } },
    'No project of this corpus has been exported here. If this browser’s data is cleared, 1,000 cross-encoder scores would be lost.',
  ],
  [
    'a search that was kept',
    { exportedMs, unsaved: { ...NOTHING, recordCount: 1 } },
    'The last project was exported on 2 Jan 2026, 03:04. If this browser’s data is cleared, 1 kept search or experiment would be lost.',
  ],
  [
    'an index and all else since the last project',
    {
      exportedMs,
      unsaved: {
        documents: true,
        queryCount: 1,
        judgementCount: 2,
        scoreCount: 3,
        indexCount: 1,
        recordCount: 4,
      },
    },
    'The last project was exported on 2 Jan 2026, 03:04. If this browser’s data is cleared, 1 index, 4 kept searches and experiments, 3 cross-encoder scores, 1 query, 2 judgements and changes of the documents would be lost.',
  ],
])('%s', (_, status, text) => {
  expect(backupReminder(status)).toBe(text);
});
