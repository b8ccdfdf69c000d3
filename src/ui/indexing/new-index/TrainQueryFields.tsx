import { Radio, Stack } from '@mantine/core';
import type { TrainQuerySource } from '../../../core/index-records.ts';
import { formatCount } from '../../shared/format.ts';
import { CountInput } from '../CountInput.tsx';
import type { FormProps } from './form-props.ts';

/** Which queries the cross-encoder scores, and how many. */
export function TrainQueryFields({ draft, problems, details, edit }: FormProps) {
  const { ownTrainQueryCount, searchHistory } = details;
  const noOwn = ownTrainQueryCount === 0;
  const noHistory = searchHistory.length === 0;
  return (
    <Stack gap="md">
      <Radio.Group
        label={draft.method === 'anchors' ? 'Anchor queries' : 'Train queries'}
        value={draft.trainQueries}
        onChange={(source) => edit({ trainQueries: source as TrainQuerySource })}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="own"
            disabled={noOwn}
            label={`The corpus’s own (${formatCount(ownTrainQueryCount)})`}
            description={
              noOwn
                ? 'Its queries are all for testing, or it came without queries.'
                : 'Real queries; those marked for testing are never used.'
            }
          />
          <Radio
            value="history"
            disabled={noHistory}
            label={`Searches that were typed (${formatCount(searchHistory.length)})`}
            description={noHistory ? 'Nothing was searched yet.' : 'What is really asked here.'}
          />
          <Radio
            value="titles"
            label="Titles of documents"
            description="A telling sentence where there is no title."
          />
          <Radio
            value="sentences"
            label="Sentences of documents"
            description="The most telling one of each: longer than a title."
          />
          <Radio
            value="key-phrases"
            label="Key phrases of documents"
            description="Their rarest words by TF-IDF: short, as people type."
          />
        </Stack>
      </Radio.Group>
      <CountInput
        label={`Number of ${draft.method === 'anchors' ? 'anchor' : 'train'} queries`}
        description="More queries place more documents; cost grows in step."
        value={draft.trainQueryCount}
        onChange={(trainQueryCount) => edit({ trainQueryCount })}
        error={problems.trainQueryCount}
      />
    </Stack>
  );
}
