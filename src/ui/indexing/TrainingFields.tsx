import { NumberInput, Radio, SimpleGrid, Stack } from '@mantine/core';
import type { CorpusDetails, IndexParameters } from '../../workers/client.ts';
import { formatCount } from '../shared/format.ts';
import type { DraftProblems, IndexDraft } from './index-draft.ts';

interface Props {
  draft: IndexDraft;
  problems: DraftProblems;
  details: CorpusDetails;
  edit: (change: Partial<IndexDraft>) => void;
}

/** Which pairs are scored. */
export function TrainingFields({ draft, problems, details, edit }: Props) {
  const { ownTrainQueryCount } = details;
  const noOwn = ownTrainQueryCount === 0;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
      <Radio.Group
        label="Train queries"
        value={draft.trainQueries}
        onChange={(value) => edit({ trainQueries: value as IndexParameters['trainQueries'] })}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="own"
            disabled={noOwn}
            label={noOwn ? 'The corpus’s own' : `The corpus’s own (${formatCount(ownTrainQueryCount)})`}
            description={
              noOwn
                ? 'This corpus has none: its queries are all for testing, or it came without queries.'
                : 'Real queries; those marked for testing are never used.'
            }
          />
          <Radio
            value="pseudo"
            label="Made from the documents"
            description="A title or a telling sentence stands in for a query."
          />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Documents scored per query"
        value={draft.pairSource}
        onChange={(value) => edit({ pairSource: value as IndexParameters['pairSource'] })}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="dual-encoder"
            label="Top of the dual-encoder"
            description="The paper’s choice: learns most where it matters."
          />
          <Radio
            value="random"
            label="At random"
            description="Covers the whole corpus evenly; the paper’s ablation."
          />
        </Stack>
      </Radio.Group>
      <NumberInput
        label="Number of train queries"
        description="More queries place more documents; cost grows in step."
        value={draft.trainQueryCount}
        onChange={(trainQueryCount) => edit({ trainQueryCount })}
        error={problems.trainQueryCount}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
      />
      <NumberInput
        label="Documents per query (k_d)"
        description="How many documents each train query is scored against."
        value={draft.pairsPerQuery}
        onChange={(pairsPerQuery) => edit({ pairsPerQuery })}
        error={problems.pairsPerQuery}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
      />
    </SimpleGrid>
  );
}
