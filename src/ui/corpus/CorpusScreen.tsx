import { Button, Tabs } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount } from '../shared/format.ts';
import { Page } from '../shared/Page.tsx';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { CorpusList } from './CorpusList.tsx';
import { DocumentBrowser } from './DocumentBrowser.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import { useImport } from './import-context.ts';
import { QueryList } from './QueryList.tsx';
import { SAMPLE_SOURCE_NAME } from './sample-run.ts';

export default function CorpusScreen() {
  const { corpora, details } = useWorkspace();
  const { state, startSample } = useImport();
  const open = details.value;
  const hasSample = corpora.value?.some(({ sourceName }) => sourceName === SAMPLE_SOURCE_NAME);
  return (
    <Page title="Corpora" description="What you can search. Everything is stored in this browser only.">
      {corpora.error && (
        <ErrorAlert title="The corpora could not be listed" error={corpora.error} onRetry={corpora.reload} />
      )}
      {corpora.value && <CorpusList corpora={corpora.value} />}
      <Section
        title="Add a corpus"
        actions={
          state.status === 'idle' &&
          !hasSample && (
            <Button variant="subtle" size="compact-sm" onClick={startSample}>
              Add the sample corpus
            </Button>
          )
        }
      >
        <ImportPanel title="Drop files or a folder here" />
      </Section>
      {details.error && (
        <ErrorAlert title="The corpus could not be opened" error={details.error} onRetry={details.reload} />
      )}
      {open && (
        <Section title={`In “${open.corpus.name}”`}>
          <Tabs defaultValue="documents" keepMounted={false} key={open.corpus.corpusId}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="documents">Documents ({formatCount(open.corpus.documentCount)})</Tabs.Tab>
              <Tabs.Tab value="queries">Queries ({formatCount(open.queries.length)})</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="documents">
              <DocumentBrowser corpus={open.corpus} />
            </Tabs.Panel>
            <Tabs.Panel value="queries">
              <QueryList corpusId={open.corpus.corpusId} queries={open.queries} />
            </Tabs.Panel>
          </Tabs>
        </Section>
      )}
    </Page>
  );
}
