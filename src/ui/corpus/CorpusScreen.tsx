import { Button } from '@mantine/core';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { Page } from '../shared/Page.tsx';
import { Section } from '../shared/Section.tsx';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { CorpusList } from './CorpusList.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import { useImport } from './import-context.ts';
import { NEW_CORPUS } from './import-state.ts';
import { OpenCorpusSection } from './OpenCorpusSection.tsx';
import { SAMPLE_SOURCE_NAME } from './sample-run.ts';

export default function CorpusScreen() {
  const { corpora, details } = useWorkspace();
  const { state, startSample } = useImport();
  const readerText = useReaderText();
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
            <Button variant="subtle" size="compact-sm" onClick={startSample} {...blockedProps(readerText)}>
              Add the sample corpus
            </Button>
          )
        }
      >
        <ImportPanel title="Drop files or a folder here" target={NEW_CORPUS} />
      </Section>
      {details.error && (
        <ErrorAlert title="The corpus could not be opened" error={details.error} onRetry={details.reload} />
      )}
      {open && <OpenCorpusSection key={open.corpus.corpusId} details={open} />}
    </Page>
  );
}
