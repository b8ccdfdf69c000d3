import { Badge, Table, Text } from '@mantine/core';
import type { BackendReport } from '../../core/records.ts';
import { BACKEND_LABELS } from '../shared/backend-labels.ts';
import { formatRate, formatScoreError } from '../shared/format.ts';

/** What was measured when the backend was chosen. */
export function TrialTable({ report }: { report: BackendReport }) {
  if (report.trials.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table fz="sm" withTableBorder className="tabular" aria-label="Backend trials">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Backend</Table.Th>
            <Table.Th ta="right">Pairs/s</Table.Th>
            <Table.Th ta="right">Tokens/s</Table.Th>
            <Table.Th ta="right">Score error</Table.Th>
            <Table.Th ta="right">Rank correlation</Table.Th>
            <Table.Th>Verdict</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.trials.map((trial) => (
            <Table.Tr key={trial.backend}>
              <Table.Td>{BACKEND_LABELS[trial.backend]}</Table.Td>
              <Table.Td ta="right">{rate(trial.pairsPerSecond)}</Table.Td>
              <Table.Td ta="right">{rate(trial.tokensPerSecond)}</Table.Td>
              <Table.Td ta="right">
                {trial.maxScoreError === undefined ? '–' : formatScoreError(trial.maxScoreError)}
              </Table.Td>
              <Table.Td ta="right">{trial.rankCorrelation?.toFixed(3) ?? '–'}</Table.Td>
              <Table.Td>
                {trial.backend === report.backend && (
                  <Badge size="sm" variant="light" tt="none">
                    In use
                  </Badge>
                )}
                {trial.onePairAtATime && (
                  <Text size="sm" c="dimmed">
                    One pair at a time: in a batch its scores would differ, or take too much memory.
                  </Text>
                )}
                {trial.unusableBecause && (
                  <Text size="sm" c="dimmed" className="breakable">
                    {trial.unusableBecause}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function rate(perSecond: number | undefined): string {
  return perSecond === undefined ? '–' : formatRate(perSecond);
}
