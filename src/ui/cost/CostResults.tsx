import { Stack, Text } from '@mantine/core';
import type { CostPoint, CostRequest } from '../../workers/client.ts';
import { recallSettingsText } from '../indexing/library/recall-text.ts';
import { formatCount } from '../shared/format.ts';
import { CostChart } from './CostChart.tsx';
import { CostTable } from './CostTable.tsx';
import { costClaim } from './cost-claim.ts';
import { START_SPACE_NAMES } from './cost-labels.ts';

interface Props {
  request: CostRequest;
  points: readonly CostPoint[];
}

/** What was measured: a sentence, the chart, the numbers. */
export function CostResults({ request, points }: Props) {
  const { recall, documentsPerQuery, space } = request;
  const claim = costClaim(points);
  if (points.length === 0) return null;
  return (
    <Stack gap="sm">
      {claim && (
        <Text fw={500} className="breakable">
          {claim}
        </Text>
      )}
      {points.some(({ method }) => method !== 'none') && <CostChart points={points} k={recall.k} />}
      <CostTable points={points} k={recall.k} />
      <Text size="xs" c="dimmed">
        {recallSettingsText(recall, points[0].queryCount)}. Factorisations start from{' '}
        {START_SPACE_NAMES[space]}, {formatCount(documentsPerQuery)} documents scored per train query; ADACUR
        scores every document for each anchor and has no query embedding to mix in: least squares alone. Only
        measured points are drawn; “reaches” compares mean recall.
      </Text>
    </Stack>
  );
}
