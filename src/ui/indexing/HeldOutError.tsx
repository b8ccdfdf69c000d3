import { Text } from '@mantine/core';
import type { IndexSummary } from '../../core/records.ts';
import { formatCountOf, formatLoss } from '../shared/format.ts';

/** Error on pairs that were kept out of training: with the dual-encoder's vectors, then with these. */
export function HeldOutError({ index }: { index: IndexSummary }) {
  const { heldOutRmseBefore, heldOutRmseAfter, provenance } = index;
  const change = (heldOutRmseAfter / heldOutRmseBefore - 1) * 100;
  return (
    <Text size="sm" className="tabular">
      Held-out error {formatLoss(heldOutRmseBefore)} → <b>{formatLoss(heldOutRmseAfter)}</b>
      {` (${change <= 0 ? '−' : '+'}${Math.abs(change).toFixed(0)} %)`}
      <Text span size="sm" c="dimmed">
        {`, RMSE of scaled scores over ${formatCountOf(provenance.heldOutPairCount, 'pair')} kept out of training`}
      </Text>
    </Text>
  );
}
