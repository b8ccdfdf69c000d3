import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import type { RunView } from './run-view.ts';

/** What went wrong, what was cancelled, and what a person should know about the answer. */
export function SearchAlerts({ runs }: { runs: readonly RunView[] }) {
  // Each note once: two methods often have the same to say.
  const notes = new Set(runs.flatMap(({ result }) => result?.notes ?? []));
  return (
    <>
      {runs.map(({ key, label, error }) =>
        error ? <ErrorAlert key={key} title={`${label} failed`} error={error} /> : null,
      )}
      {runs.map(({ key, label, status, rounds }) =>
        status === 'cancelled' ? (
          <Alert key={key} color="gray" icon={<IconInfoCircle aria-hidden />}>
            {rounds.length === 0
              ? `${label} was cancelled before its first round.`
              : `${label} was cancelled after round ${rounds.length}. The scores so far are exact and stored.`}
          </Alert>
        ) : null,
      )}
      {[...notes].map((note) => (
        <Alert key={note} color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {note}
        </Alert>
      ))}
    </>
  );
}
