import type { RunsOn } from '../../core/records.ts';
import type { StoredRun } from '../../workers/client.ts';
import { BACKEND_LABELS } from '../shared/backend-labels.ts';
import { formatCountOf, formatDate } from '../shared/format.ts';

/** What was searched, when, and by what; `timeZone` only for tests. */
export function replayFacts(run: StoredRun, timeZone?: string): string {
  const { corpusName, itemCount, createdMs, crossEncoder, dualEncoder, backend, exactTop } = run;
  const label = BACKEND_LABELS[backend as RunsOn] ?? backend;
  const exact = exactTop
    ? `The exact ranking was known: its best ${formatCountOf(exactTop.docRows.length, 'item')} were kept.`
    : 'The exact ranking was not known, so there is no recall.';
  return (
    `It ran over the corpus “${corpusName}” (${formatCountOf(itemCount, 'document')}) and was kept on ` +
    `${formatDate(createdMs, timeZone)}. Scores: cross-encoder ${crossEncoder.name} on ${label}; first stage and prior: ` +
    `dual-encoder ${dualEncoder.name}. ${exact}`
  );
}
