import { Text } from '@mantine/core';
import type { RankingPlan } from '../../workers/client.ts';
import { formatCount, formatCountOf, formatEstimate } from '../shared/format.ts';

/** What the cross-encoder has to run for exact rankings. Pairs are counted, the time is an estimate and drawn as one. */
export function PlanFigures({ plan }: { plan: RankingPlan }) {
  const { scorerCalls, knownCalls, tokens, knownTokens, estimatedMs, estimateBasis } = plan;
  return (
    <>
      <Text size="sm" className="tabular">
        <b>{formatCountOf(scorerCalls, 'pair')}</b>
        {knownCalls > 0 && `, of which ${formatCount(knownCalls)} are stored already`}
        {knownCalls < scorerCalls && ` · ${formatCountOf(tokens - knownTokens, 'token')} to read`}
      </Text>
      {knownCalls === scorerCalls ? (
        <Text size="sm">Nothing has to be scored: all of it is stored.</Text>
      ) : (
        <Text size="sm" fs="italic">
          {formatEstimate(estimatedMs)}
          <Text span size="sm" c="dimmed" fs="normal">
            {`, at the speed ${estimateBasis}`}
          </Text>
        </Text>
      )}
    </>
  );
}
