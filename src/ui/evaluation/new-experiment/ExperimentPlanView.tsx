import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ExperimentPlan } from '../../../workers/client.ts';
import { formatCountOf } from '../../shared/format.ts';
import { PlanFigures } from '../PlanFigures.tsx';
import { chosenQueriesText, judgedText } from '../rankings/ranking-text.ts';

interface Props {
  plan: ExperimentPlan;
  seed: number;
}

/** What an experiment takes, before it begins. */
export function ExperimentPlanView({ plan, seed }: Props) {
  const { ranking, searches, itemSpaces, notes } = plan;
  const indexed = itemSpaces.filter(({ indexCalls }) => indexCalls !== 0);
  return (
    <>
      <Text size="sm" className="tabular breakable">
        <b>{formatCountOf(searches, 'search', 'searches')}</b>
        {` on ${chosenQueriesText(ranking, seed)}, ${judgedText(ranking.judgedQueryCount, ranking.queryCount)}`}
      </Text>
      <Text size="sm">
        Exact rankings come first; the searches then read stored scores, and their calls are simulated:
      </Text>
      <PlanFigures plan={ranking} />
      {indexed.length > 0 && (
        <Text size="sm" c="dimmed" className="breakable tabular">
          Spent on indexes before:{' '}
          {indexed
            .map(({ name, indexCalls }) =>
              indexCalls === undefined
                ? `an unknown number of calls on ${name}`
                : `${formatCountOf(indexCalls, 'call')} on ${name}`,
            )
            .join(', ')}
          .
        </Text>
      )}
      {notes.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="note">
          {notes.map((note) => (
            <Text key={note} size="sm" className="breakable">
              {note}
            </Text>
          ))}
        </Alert>
      )}
    </>
  );
}
