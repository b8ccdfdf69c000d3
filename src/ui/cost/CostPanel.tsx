import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { useBusyText } from '../indexing/use-busy-text.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { CostForm } from './CostForm.tsx';
import { CostResults } from './CostResults.tsx';
import { CostRunning } from './CostRunning.tsx';
import { useCost } from './cost-context.ts';
import { pointCount } from './cost-request.ts';

/**
 * The paper's claim on this corpus: recall against the cross-encoder calls that an index takes. Give it a key per state
 * of the corpus: what was measured before documents came or went is no longer true.
 */
export function CostPanel({ details }: { details: CorpusDetails }) {
  const { client } = useWorkspace();
  const { corpusId, hash } = details.corpus;
  const { state, start } = useCost();
  const [settingUp, setSettingUp] = useState(false);
  const busyText = useBusyText();

  const here = state.status !== 'none' && state.subject.request.corpusId === corpusId ? state : undefined;
  const running = here?.status === 'running' ? here : undefined;
  const isRunning = running !== undefined;
  const ended =
    here?.status === 'ended' && here.subject.client === client && here.subject.corpusHash === hash
      ? here
      : undefined;
  // Read again once a run has ended, or with other models.
  const stored = useLoaded(
    useMemo(
      () => (isRunning ? undefined : () => client.readCost({ corpusId })),
      [client, corpusId, isRunning],
    ),
  );
  const report = stored.value;

  return (
    <Section
      title="Cost of indexing"
      description="Recall against the cross-encoder calls that an index takes: factorisations (MF), which score a few documents per train query, beside ADACUR, which scores the whole corpus for every anchor."
    >
      <Stack gap="md">
        {stored.error && (
          <ErrorAlert
            title="What was measured could not be read"
            error={stored.error}
            onRetry={stored.reload}
          />
        )}
        {ended?.error && <ErrorAlert title="The measurement stopped" error={ended.error} />}
        {running && <CostRunning run={running} />}
        {running && <CostResults request={running.subject.request} points={running.points} />}
        {report && <CostResults request={report.request} points={report.points} />}
        {report && !report.complete && (
          <Group>
            <Button
              size="xs"
              onClick={() => start(details.corpus, report.request, report.points)}
              {...blockedProps(busyText)}
            >
              Resume
            </Button>
            <Text size="sm" c="dimmed" className="tabular">
              {formatCount(report.points.length)} of {formatCount(pointCount(report.request))} points are
              measured; what was scored is stored.
            </Text>
          </Group>
        )}
        {details.queries.length === 0 ? (
          <Text size="sm" c="dimmed">
            Recall is measured with the corpus’s own queries, and this corpus came without any.
          </Text>
        ) : settingUp && !busyText ? (
          <CostForm details={details} report={report} onClose={() => setSettingUp(false)} />
        ) : (
          !running && (
            <Group>
              <Button variant="default" onClick={() => setSettingUp(true)} {...blockedProps(busyText)}>
                Set up a measurement
              </Button>
              {busyText && (
                <Text size="sm" c="dimmed">
                  {busyText}
                </Text>
              )}
            </Group>
          )
        )}
      </Stack>
    </Section>
  );
}
