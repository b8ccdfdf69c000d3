import { Input, Radio, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import type { StartSpace } from '../../../core/index-records.ts';
import { START_SPACES } from '../../../workers/client.ts';
import { START_SPACE_NAMES } from '../../search/labels.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import type { MethodName } from './default-methods.ts';
import type { FormProps } from './form-props.ts';
import { choosesSpace } from './index-draft.ts';

const SPACE_DESCRIPTIONS: Readonly<Record<StartSpace, string>> = {
  'dual-encoder': 'The paper’s choice: compares meanings.',
  lsa: 'A truncated SVD of the TF-IDF matrix: compares words.',
  hybrid: 'Side by side: meanings and words.',
};

/** How item vectors are made of the scores, and what they start from. */
export function MethodFields({ draft, edit }: FormProps) {
  const { models } = useWorkspace();
  const isTransductive = draft.method.startsWith('mf-trns/');
  const canDistil = models.dualEncoder.source === 'embedded';
  const solverLabelId = useId();
  const edited = (method: string) => edit({ method: method as MethodName });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
      <Radio.Group label="Method" value={isTransductive ? 'mf-trns/adamw' : draft.method} onChange={edited}>
        <Stack gap="xs" mt={6}>
          <Radio
            value="mf-trns/adamw"
            label="MF, transductive"
            description="A free vector for each document: best on the documents that have scores."
          />
          <Radio
            value="mf-ind"
            label="MF, inductive (MLP)"
            description="Learns a map of the vectors: also for documents that were never scored or are added later."
          />
          <Radio
            value="de-dstl"
            label="Distilled dual-encoder"
            disabled={!canDistil}
            description={
              canDistil
                ? 'Teaches the dual-encoder itself the order of the scores, so queries and documents become other vectors.'
                : 'Needs the embedded dual-encoder; another one is in use.'
            }
          />
          <Radio
            value="anchors"
            label="Anchor scores (ADACUR)"
            description="The scores themselves are the vectors. Every anchor query is scored against the whole corpus: expensive."
          />
        </Stack>
      </Radio.Group>
      <Stack gap="md">
        {isTransductive && (
          <div>
            <Input.Label labelElement="div" display="block" mb={4} id={solverLabelId}>
              Solver
            </Input.Label>
            <SegmentedControl
              size="xs"
              aria-labelledby={solverLabelId}
              data={[
                { value: 'mf-trns/adamw', label: 'AdamW' },
                { value: 'mf-trns/als', label: 'ALS' },
              ]}
              value={draft.method}
              onChange={edited}
            />
            <Text size="xs" c="dimmed" mt={4}>
              AdamW: gradient steps, as in the paper. ALS: exact least squares, in turn for queries and
              documents.
            </Text>
          </div>
        )}
        {choosesSpace(draft) && (
          <Radio.Group
            label="Start from"
            value={draft.space}
            onChange={(space) => edit({ space: space as StartSpace })}
          >
            <Stack gap="xs" mt={6}>
              {START_SPACES.map((space) => (
                <Radio
                  key={space}
                  value={space}
                  label={START_SPACE_NAMES[space]}
                  description={SPACE_DESCRIPTIONS[space]}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </SimpleGrid>
  );
}
