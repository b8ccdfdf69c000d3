import { Code, DataList, SimpleGrid } from '@mantine/core';
import type { IndexSummary } from '../../../core/index-records.ts';
import { formatHash } from '../../shared/format.ts';
import { TrainingCurves } from '../TrainingCurves.tsx';
import { indexFacts } from './index-facts.ts';

/** Where an index came from, and how its training went. */
export function IndexDetails({ index }: { index: IndexSummary }) {
  const { provenance, lossPerEpoch, heldOutRmsePerEpoch, bestEpoch = 0 } = index;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" pt="xs">
      <DataList size="sm" gap={6} labelWidth="7.5rem">
        {indexFacts(index).map(({ label, text, hash }) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue className="breakable">
              {text} {hash && <Code title={hash}>{formatHash(hash)}</Code>}
            </DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      <TrainingCurves
        method={provenance.method}
        epochs={lossPerEpoch.length}
        lossPerEpoch={lossPerEpoch}
        heldOutRmsePerEpoch={heldOutRmsePerEpoch}
        markedEpoch={bestEpoch}
        mark={`kept: epoch ${bestEpoch}`}
      />
    </SimpleGrid>
  );
}
