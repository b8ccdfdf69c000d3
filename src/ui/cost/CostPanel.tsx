import { Button, Group, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { useBuild } from '../indexing/build-context.ts';
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

/** The paper's claim on this corpus: recall against the cross-encoder calls that an index takes. */
export function CostPanel({ details }: { details: CorpusDetails }) {
  const { client } = useWorkspace();
  const { corpusId } = details.corpus;
  const { state, start } = useCost();
  const { state: build } = useBuild();
  const stored = useLoaded(useCallback(() => client.readCost({ corpusId }), [client, corpusId]));
  const [settingUp, setSettingUp] = useState(false);

  const here = state.status !== 'none' && state.request.corpusId === corpusId ? state : undefined;
  const running = here?.status === 'running' ? here : undefined;
  const ended = here?.status === 'ended' ? here : undefined;
  const report = ended?.report ?? stored.value;
  const shown = running ?? report;
  const busyElsewhere = state.status === 'running' && !running;
  const isBusy = state.status === 'running' || build.status === 'running';

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
        {shown && <CostResults request={shown.request} points={shown.points} />}
        {!running && report && !report.complete && (
          <Group>
            <Button size="xs" disabled={isBusy} onClick={() => start(report.request, report.points)}>
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
        ) : settingUp && !isBusy ? (
          <CostForm key={corpusId} details={details} report={report} onClose={() => setSettingUp(false)} />
        ) : (
          !running && (
            <Group>
              <Button variant="default" disabled={isBusy} onClick={() => setSettingUp(true)}>
                Set up a measurement
              </Button>
              {isBusy && (
                <Text size="sm" c="dimmed">
                  {busyElsewhere ? 'Another corpus is being measured' : 'A build is running'}: one at a time.
                </Text>
              )}
            </Group>
          )
        )}
      </Stack>
    </Section>
  );
}
