import { Checkbox, Group, NativeSelect, SimpleGrid, TagsInput } from '@mantine/core';
import type { StartSpace, TrainQuerySource } from '../../core/index-records.ts';
import type { CostMethod } from '../../workers/client.ts';
import { CountInput } from '../indexing/CountInput.tsx';
import { TRAIN_QUERY_LABELS } from '../indexing/index-labels.ts';
import { formatCount } from '../shared/format.ts';
import { trainQueriesAvailable, usesAnchors, usesFactorization } from './cost-draft.ts';
import type { CostFormProps } from './cost-form-props.ts';
import { COST_METHOD_NAMES, COST_METHODS, START_SPACE_NAMES } from './cost-labels.ts';

const SOURCES = Object.keys(TRAIN_QUERY_LABELS) as TrainQuerySource[];
const SPACES = Object.keys(START_SPACE_NAMES) as StartSpace[];

/** Which indexes are compared. */
export function CostIndexFields({ draft, problems, details, edit }: CostFormProps) {
  const factorizes = usesFactorization(draft);
  return (
    <>
      <Checkbox.Group
        label="Methods"
        value={[...draft.methods]}
        onChange={(methods) => edit({ methods: methods as CostMethod[] })}
        error={problems.methods}
      >
        <Group gap="md" mt={6}>
          {COST_METHODS.map((method) => (
            <Checkbox key={method} value={method} label={COST_METHOD_NAMES[method]} />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect
          label="Train queries"
          description="The anchors of ADACUR are taken from them too."
          value={draft.trainQueries}
          onChange={(event) => edit({ trainQueries: event.currentTarget.value as TrainQuerySource })}
          data={SOURCES.map((source) => {
            const available = trainQueriesAvailable(details, source);
            const label = `${TRAIN_QUERY_LABELS[source]} (${formatCount(available)})`;
            return { value: source, label, disabled: available === 0 };
          })}
        />
        <NativeSelect
          label="Start space"
          description="What the factorisations begin with."
          value={draft.space}
          onChange={(event) => edit({ space: event.currentTarget.value as StartSpace })}
          data={SPACES.map((space) => ({ value: space, label: START_SPACE_NAMES[space] }))}
        />
        <TagsInput
          label="Numbers of train queries"
          description="One factorisation each."
          value={[...draft.queryCounts]}
          onChange={(queryCounts) => edit({ queryCounts })}
          error={problems.queryCounts}
          splitChars={[',', ' ']}
          inputMode="numeric"
          disabled={!factorizes}
        />
        <CountInput
          label="Documents per query (k_d)"
          description="How many documents each train query is scored against."
          value={draft.documentsPerQuery}
          onChange={(documentsPerQuery) => edit({ documentsPerQuery })}
          error={problems.documentsPerQuery}
          disabled={!factorizes}
        />
        <TagsInput
          label="Numbers of anchors (k_q)"
          description="One ADACUR index each: every anchor is scored against the whole corpus."
          value={[...draft.anchorCounts]}
          onChange={(anchorCounts) => edit({ anchorCounts })}
          error={problems.anchorCounts}
          splitChars={[',', ' ']}
          inputMode="numeric"
          disabled={!usesAnchors(draft)}
        />
      </SimpleGrid>
    </>
  );
}
