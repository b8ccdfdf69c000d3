import { Center, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { EstimateChart } from './EstimateChart.tsx';
import { EstimateErrors } from './EstimateErrors.tsx';
import { errorWords, estimateGroups } from './estimate-groups.ts';
import { titlesOf } from './find-title.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panel-props.ts';

/**
 * How well the query embedding foretells exact scores: on the diagonal it is right. With the exact ranking known, of all
 * items after the chosen round, head and tail apart; otherwise of the round's batch before it was scored.
 */
export function EstimatePanel({ runs, run, shownRound, exact, highlighted, onHover, onPick }: PanelProps) {
  const [wantsBatch, setWantsBatch] = useState(false);
  const shownExact = wantsBatch ? undefined : exact;
  const round = run.rounds[shownRound - 1];
  const groups = useMemo(() => estimateGroups(round, shownExact), [round, shownExact]);
  const titles = useMemo(() => titlesOf(runs), [runs]);

  return (
    <Panel
      title="Estimate against exact score"
      aside={
        exact && (
          <Switch
            size="xs"
            label="This batch only"
            checked={wantsBatch}
            onChange={(event) => setWantsBatch(event.currentTarget.checked)}
          />
        )
      }
    >
      {groups.length === 0 ? (
        <Center mih={120}>
          <Text size="sm" c="dimmed" ta="center" maw={380}>
            {shownRound === 1
              ? 'The first stage chose the items of round 1, and nothing was expected of them yet: estimates begin with round 2.'
              : 'Nothing was expected of the items of this round before they were scored.'}
          </Text>
        </Center>
      ) : (
        <EstimateChart
          groups={groups}
          titles={titles}
          run={run}
          shownRound={shownRound}
          highlighted={highlighted}
          onHover={onHover}
          onPick={onPick}
        />
      )}
      <Text size="sm" my="xs">
        {errorWords(round, shownExact)}
      </Text>
      <EstimateErrors run={run} shownRound={shownRound} exact={shownExact} />
    </Panel>
  );
}
