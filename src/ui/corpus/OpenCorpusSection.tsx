import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { formatCount } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useReaderText } from '../shared/use-reader-text.ts';
import { AddDocuments } from './AddDocuments.tsx';
import { DocumentBrowser } from './DocumentBrowser.tsx';
import { useImport } from './import-context.ts';
import { importInto } from './import-state.ts';
import { PastSearchList } from './PastSearchList.tsx';
import { QueryList } from './QueryList.tsx';

/** What the open corpus holds, and changing it. Give it a key per corpus. */
export function OpenCorpusSection({ details }: { details: CorpusDetails }) {
  const { corpus, queries, searchHistory } = details;
  const { state } = useImport();
  const readerText = useReaderText();
  const [asked, setAsked] = useState(false);
  const addition = importInto(state, { kind: 'addition', corpus });
  const isAdding = asked || (addition !== 'busy' && addition.status !== 'idle');

  return (
    <Section
      title={`In “${corpus.name}”`}
      actions={
        !isAdding && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setAsked(true)}
            {...blockedProps(readerText)}
          >
            Add documents
          </Button>
        )
      }
    >
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
