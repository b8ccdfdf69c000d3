import { List, Stack, Text, Title } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { Section } from '../../shared/Section.tsx';
import { useLoaded } from '../../shared/use-loaded.ts';
import { Waiting } from '../../shared/Waiting.tsx';
import { useWorkspace } from '../../shared/workspace.ts';
import { DifferencesView } from './DifferencesView.tsx';
import { ExperimentActions } from './ExperimentActions.tsx';
import { experimentLine, scopeTexts } from './experiment-text.ts';
import { Findings } from './Findings.tsx';
import { ImportedRuns } from './ImportedRuns.tsx';
import { measuresOf } from './measures-of.ts';
import { QueryTable } from './QueryTable.tsx';

/** An experiment that is open: all that came of it. Give it a key per experiment and state of it. */
export function ExperimentView({ experimentId }: { experimentId: string }) {
  const { client } = useWorkspace();
  const read = useLoaded(
    useCallback(
      (signal: AbortSignal) => client.readExperiment({ experimentId }, { signal }),
      [client, experimentId],
    ),
  );
  const report = read.value;
  const measures = useMemo(() => (report ? measuresOf(report.statistics) : []), [report]);
  if (read.error) {
    return <ErrorAlert title="The experiment could not be read" error={read.error} onRetry={read.reload} />;
  }
  if (!report) return <Waiting />;
  const scope = scopeTexts(report);
  const { summary, request, statistics, provenance } = report;
  return (
    <Section title={`Results of “${summary.name}”`} description={experimentLine(summary)}>
      <Stack gap="lg">
        {scope.length > 0 && (
          <List size="sm">
            {scope.map((text) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List>
        )}
        <ExperimentActions report={report} />
        <ImportedRuns report={report} onImported={read.reload} />
        {summary.repeats !== undefined && (
          <DifferencesView experimentId={experimentId} repeats={summary.repeats} request={request} />
        )}
        <Findings request={request} statistics={statistics} itemSpaces={provenance.itemSpaces} />
        {measures.length > 0 && (
          <div>
            <Title order={3}>Query by query</Title>
            <Text size="sm" c="dimmed" mb={4}>
              Where A loses most to B comes first.
            </Text>
            <QueryTable report={report} measures={measures} />
          </div>
        )}
      </Stack>
    </Section>
  );
}
