import { Text } from '@mantine/core';
import type { IndexSummary } from '../../core/index-records.ts';
import { formatCountOf } from '../shared/format.ts';
import { heldOutError, heldOutText } from './held-out-error.ts';

/** Error on pairs that were kept out of training; nothing where none were. */
export function HeldOutError({ index }: { index: IndexSummary }) {
  const error = heldOutError(index);
  if (!error) return <Text size="sm">Nothing was kept out of it to measure an error with.</Text>;
  return (
    <Text size="sm" className="tabular">
      Held-out error {heldOutText(error)}
      <Text span size="sm" c="dimmed">
        {`, RMSE in units of the cross-encoder’s scores over ${formatCountOf(index.provenance.heldOutPairCount, 'pair')} kept out of training`}
      </Text>
    </Text>
  );
}
