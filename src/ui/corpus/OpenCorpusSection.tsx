import { Button, Group, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { formatCount } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { AddDocuments } from './AddDocuments.tsx';
import { BackupReminder } from './BackupReminder.tsx';
import { CheckRunning } from './CheckRunning.tsx';
import { DocumentBrowser } from './DocumentBrowser.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { ExportRunning } from './ExportRunning.tsx';
import { useImport } from './import-context.ts';
import { importInto } from './import-state.ts';
import { PastSearchList } from './PastSearchList.tsx';
import { QueryList } from './QueryList.tsx';
import { useCheck } from './use-check.ts';
import { useExport } from './use-export.ts';

/** What the open corpus holds, and changing it. Give it a key per corpus. */
export function OpenCorpusSection({ details }: { details: CorpusDetails }) {
  const { corpus, queries, searchHistory } = details;
  const { state } = useImport();
  const { client } = useWorkspace();
  const readerText = useReaderText();
  const exporting = useExport(client, corpus);
  const check = useCheck(client, corpus);
  const isExporting = exporting.state.status === 'running';
  const [asked, setAsked] = useState(false);
  const addition = importInto(state, { kind: 'addition', corpus });
  const isAdding = asked || (addition !== 'busy' && addition.status !== 'idle');

  return (
    <Section
      title={`In “${corpus.name}”`}
      actions={
        <Group gap={4}>
          {!isAdding && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => setAsked(true)}
              {...blockedProps(readerText)}
            >
              Add documents
            </Button>
          )}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={check.start}
            {...blockedProps(check.state.status === 'running' ? 'It is being checked.' : undefined)}
          >
            Check storage
          </Button>
          <ExportMenu
            corpus={corpus}
            blockedBecause={isExporting ? 'It is being exported.' : undefined}
            onChoose={exporting.start}
          />
        </Group>
      }
    >
      {!isExporting && <BackupReminder details={details} onExport={() => exporting.start('project')} />}
      <ExportRunning exporting={exporting} />
      <CheckRunning corpus={corpus} check={check} />
      {isAdding && <AddDocuments corpus={corpus} onClose={() => setAsked(false)} />}
      <Tabs defaultValue="documents" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="documents">Documents ({formatCount(corpus.documentCount)})</Tabs.Tab>
          <Tabs.Tab value="queries">Queries ({formatCount(queries.length)})</Tabs.Tab>
          <Tabs.Tab value="searches">Searches ({formatCount(searchHistory.length)})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="documents">
          <DocumentBrowser key={corpus.hash} corpus={corpus} />
        </Tabs.Panel>
        <Tabs.Panel value="queries">
          <QueryList corpusId={corpus.corpusId} queries={queries} />
        </Tabs.Panel>
        <Tabs.Panel value="searches">
          <PastSearchList corpusId={corpus.corpusId} searches={searchHistory} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}
