import { Input, Radio, Stack, Text } from '@mantine/core';
import { CountInput } from '../CountInput.tsx';
import type { FormProps } from './form-props.ts';
import { choosesPairs, type PairsDraft } from './index-draft.ts';
import { MixtureFields } from './MixtureFields.tsx';

/** Which pairs of train query and document are scored. */
export function PairFields(props: FormProps) {
  const { draft, problems, edit } = props;
  if (!choosesPairs(draft)) {
    return (
      <div>
        <Input.Label labelElement="div" display="block">
          Pairs
        </Input.Label>
        <Text size="sm" c="dimmed">
          Each anchor query with all documents: a document’s vector is its scores, one for each query.
        </Text>
      </div>
    );
  }
  return (
    <Stack gap="md">
      <Radio.Group
        label="Documents scored per query"
        value={draft.pairs}
        onChange={(pairs) => edit({ pairs: pairs as PairsDraft })}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="dualEncoder"
            label="Top of the dual-encoder"
            description="The paper’s choice: learns most where it matters."
          />
          <Radio value="bm25" label="Top of BM25" description="Documents that share words with the query." />
          <Radio
            value="random"
            label="At random"
            description="Covers the whole corpus evenly; the paper’s ablation."
          />
          <Radio value="mixture" label="A mixture" description="Shares of all three." />
          <Radio
            value="per-document"
            label="Some queries for each document"
            description="Every document gets scores, at random queries; the paper’s other ablation."
          />
        </Stack>
      </Radio.Group>
      {draft.pairs === 'mixture' && <MixtureFields {...props} />}
      {draft.pairs === 'per-document' ? (
        <CountInput
          label="Train queries per document (k_d)"
          description="How many train queries each document is scored for."
          value={draft.queriesPerDocument}
          onChange={(queriesPerDocument) => edit({ queriesPerDocument })}
          error={problems.queriesPerDocument}
        />
      ) : (
        <CountInput
          label="Documents per query (k_d)"
          description="How many documents each train query is scored against."
          value={draft.documentsPerQuery}
          onChange={(documentsPerQuery) => edit({ documentsPerQuery })}
          error={problems.documentsPerQuery}
        />
      )}
    </Stack>
  );
}
