import { Stack, Text } from '@mantine/core';
import type { CorpusDetails, RankingPlan } from '../../../workers/client.ts';
import { Section } from '../../shared/Section.tsx';
import type { Loaded } from '../../shared/use-loaded.ts';
import { RankingForm } from './RankingForm.tsx';
import { rankedText } from './ranking-text.ts';
import { UnfinishedRankings } from './UnfinishedRankings.tsx';

interface Props {
  details: CorpusDetails;
  /** Of all test queries. */
  plan: Loaded<RankingPlan>;
}

/** Exact rankings of the test queries: what every recall is measured against. Give it a key per corpus. */
export function RankingSection({ details, plan }: Props) {
  const { corpusId } = details.corpus;
  return (
    <Section
      title="Exact rankings"
      description="Every document scored by the cross-encoder for a query: what a search is to find, and what recall is measured against. Experiments make those that they need; made here, they can run overnight and be paused. Scores are shared with searches and indexes."
    >
      <Stack gap="md">
        <Text size="sm" className="tabular" mih="1.5em">
          {plan.value ? rankedText(plan.value) : plan.loading && 'Counting exact rankings …'}
        </Text>
        <UnfinishedRankings corpusId={corpusId} rankings={details.unfinishedRankings} />
        {plan.value && (
          <RankingForm
            key={plan.value.availableCount}
            details={details}
            availableCount={plan.value.availableCount}
          />
        )}
      </Stack>
    </Section>
  );
}
