import { Anchor, Group } from '@mantine/core';
import { useCallback } from 'react';
import { styleNonce } from '../../app/style-nonce.ts';
import { chartPictures } from '../../report/chart-pictures.ts';
import { ExperimentDocument } from '../../report/ExperimentDocument.tsx';
import { EXPERIMENT_STYLE } from '../../report/experiment-style.ts';
import type { ExperimentReport } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { hrefOf } from '../shared/route.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { Waiting } from '../shared/Waiting.tsx';
import { ReportTools } from './ReportTools.tsx';
import classes from './report.module.css';
import type { ReportClient } from './report-client.ts';

export interface ReportScreenProps {
  readonly client: ReportClient;
  readonly experimentId: string;
}

/** A stored experiment as a page to print or to pass on. */
export function ReportScreen({ client, experimentId }: ReportScreenProps) {
  const {
    value: drawn,
    error,
    reload,
  } = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const report: ExperimentReport = await client.readExperiment({ experimentId }, { signal });
        return { report, pictures: chartPictures(report, document) };
      },
      [client, experimentId],
    ),
  );
  return (
    <div className={classes.screen}>
      <style href="experiment-document" precedence="default" nonce={styleNonce}>
        {EXPERIMENT_STYLE}
      </style>
      <Group className={classes.tools} justify="space-between" gap="sm">
        <Anchor href={hrefOf('evaluate')} size="sm">
          All experiments
        </Anchor>
        {drawn && <ReportTools client={client} report={drawn.report} />}
      </Group>
      {error && <ErrorAlert title="The experiment could not be read" error={error} onRetry={reload} />}
      {!drawn && !error && <Waiting />}
      {drawn && (
        <div className={classes.paper}>
          <ExperimentDocument {...drawn} />
        </div>
      )}
    </div>
  );
}
