import { Stack } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import type { StoredRun } from '../../workers/client.ts';
import { NumbersStrip } from './NumbersStrip.tsx';
import { RoundPanels } from './RoundPanels.tsx';
import { RoundTimeline } from './RoundTimeline.tsx';
import { RunTabs } from './RunTabs.tsx';
import { toReplayViews } from './replay-view.ts';
import { SearchAlerts } from './SearchAlerts.tsx';
import { useKeyCommands } from './use-key-commands.ts';

const NO_GRADES: ReadonlyMap<number, number> = new Map();

/** The rounds of a stored search, in the panels of a live one. */
export function ReplayInspector({ run: stored }: { run: StoredRun }) {
  const panelId = useId();
  const runs = useMemo(() => toReplayViews(stored), [stored]);
  const [chosen, setChosen] = useState(runs[0].key);
  const [round, setRound] = useState(Number.POSITIVE_INFINITY);
  const run = runs.find(({ key }) => key === chosen) ?? runs[0];
  const roundCount = run.rounds.length;
  // The methods may have had different numbers of rounds.
  const shownRound = Math.min(round, roundCount);

  useKeyCommands((command) => {
    if (command === 'previous') setRound(Math.max(1, shownRound - 1));
    else if (command === 'next') setRound(shownRound + 1);
    else if (command === 'first') setRound(1);
    else if (command === 'last') setRound(Number.POSITIVE_INFINITY);
    else return false;
    return true;
  });

  return (
    <Stack gap="md">
      <SearchAlerts runs={runs} />
      <Stack gap="xs">
        {runs.map((each) => (
          <NumbersStrip key={each.key} run={each} />
        ))}
      </Stack>
      {runs.length > 1 && <RunTabs runs={runs} chosen={run.key} onChoose={setChosen} />}
      <RoundTimeline
        run={run}
        roundCount={roundCount}
        shownRound={shownRound}
        panelId={panelId}
        onShowRound={setRound}
      />
      <RoundPanels
        id={panelId}
        runs={runs}
        run={run}
        shownRound={shownRound}
        roundCount={roundCount}
        exact={stored.exactTop}
        grades={NO_GRADES}
        stored={stored}
      />
    </Stack>
  );
}
