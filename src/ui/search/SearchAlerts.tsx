import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { METHOD_NAMES } from './labels.ts';
import type { MethodRun } from './search-state.ts';

/** What went wrong, what was cancelled, and what a person should know about the answer. */
export function SearchAlerts({ runs }: { runs: readonly MethodRun[] }) {
  // Each note once: two methods often have the same to say.
  const notes = new Set(runs.flatMap(({ result }) => result?.notes ?? []));
  return (
    <>
      {runs.map(({ method, error }) =>
        error ? <ErrorAlert key={method} title={`${METHOD_NAMES[method]} failed`} error={error} /> : null,
      )}
      {runs.map(({ method, status, rounds }) =>
        status === 'cancelled' ? (
          <Alert key={method} color="gray" icon={<IconInfoCircle aria-hidden />}>
            {rounds.length === 0
              ? `${METHOD_NAMES[method]} was cancelled before its first round.`
              : `${METHOD_NAMES[method]} was cancelled after round ${rounds.length}. The scores so far are exact and stored.`}
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
