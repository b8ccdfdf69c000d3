import { Stack, Table, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import type { ExperimentDifferences, ExperimentRequest } from '../../../workers/client.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf, formatScoreError } from '../../shared/format.ts';
import { useLoaded } from '../../shared/use-loaded.ts';
import { Waiting } from '../../shared/Waiting.tsx';
import { useWorkspace } from '../../shared/workspace.ts';
import classes from '../evaluation.module.css';
import { rankingsText } from './differences-text.ts';

interface Props {
  experimentId: string;
  /** The experiment that it repeats. */
  repeats: string;
  request: ExperimentRequest;
}

/** What is not as it was when the experiment was run before. */
export function DifferencesView({ experimentId, repeats, request }: Props) {
  const { client } = useWorkspace();
  const read = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        client.compareExperiments({ experimentId: repeats, otherId: experimentId }, { signal }),
      [client, repeats, experimentId],
    ),
  );
  return (
    <section aria-label="Compared with the experiment that it repeats">
      <Title order={3} mb={4}>
        Compared with the experiment that it repeats
      </Title>
      {read.error && (
        <ErrorAlert title="The two could not be compared" error={read.error} onRetry={read.reload} />
      )}
      {read.loading && !read.value && <Waiting />}
      {read.value && <Differences differences={read.value} request={request} />}
    </section>
  );
}

function Differences({
  differences,
  request,
}: {
  differences: ExperimentDifferences;
  request: ExperimentRequest;
}) {
  const { conditions, cells } = differences;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} className="tabular">
        {rankingsText(differences)}
      </Text>
      <Text size="sm">
        {conditions.length === 0
          ? 'The conditions are the same.'
          : `${formatCountOf(conditions.length, 'condition is', 'conditions are')} another:`}
      </Text>
      {conditions.length > 0 && (
        <Table.ScrollContainer minWidth={400}>
          <Table fz="sm" verticalSpacing={4} aria-label="Conditions that differ">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">What</Table.Th>
                <Table.Th scope="col">Before</Table.Th>
                <Table.Th scope="col">Now</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {conditions.map(({ what, before, after }) => (
                <Table.Tr key={what}>
                  <Table.Th scope="row" fw={500}>
                    {what}
                  </Table.Th>
                  <Table.Td className="breakable">{before}</Table.Td>
                  <Table.Td className="breakable">{after}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {cells.length > 0 && (
        <Table.ScrollContainer minWidth={400}>
          <Table fz="sm" verticalSpacing={4} aria-label="Rankings that differ">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Method</Table.Th>
                <Table.Th scope="col" ta="right">
                  Budget
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  Other rankings
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  Largest difference of a score
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="tabular">
              {cells.map(({ methodIndex, budget, differentRankings, largestScoreDifference }) => (
                <Table.Tr key={`${methodIndex} ${budget}`}>
                  <Table.Th scope="row" fw={500} className={classes.method}>
                    {request.methods[methodIndex].label}
                  </Table.Th>
                  <Table.Td ta="right">{formatCount(budget)}</Table.Td>
                  <Table.Td ta="right">{formatCount(differentRankings)}</Table.Td>
                  <Table.Td ta="right">{formatScoreError(largestScoreDifference)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
