import { Container } from '@mantine/core';
import { useEffect } from 'react';
import { usesOtherModels } from './indexing/index-models.ts';
import { SearchScreen } from './search/SearchScreen.tsx';
import { ErrorAlert } from './shared/ErrorAlert.tsx';
import { openRoute } from './shared/route.ts';
import { useReaderText } from './shared/use-reader-text.ts';
import { useWorkspace } from './shared/workspace.ts';

/** The search screen over the open corpus. */
export default function OpenSearch() {
  const { client, details, encoderStatus, preparation, queryToRun } = useWorkspace();
  const readerText = useReaderText();
  useEffect(() => {
    document.title = 'Search · xenn';
  }, []);
  if (details.error) {
    return (
      <Container size="md" py="xl">
        <ErrorAlert title="The corpus could not be opened" error={details.error} onRetry={details.reload} />
      </Container>
    );
  }
  if (!details.value) return null;
  const { corpusId, hash } = details.value.corpus;
  const indexes = details.value.indexes.filter((index) => !usesOtherModels(index, encoderStatus.value));
  return (
    <>
      {preparation?.error && (
        <Container fluid maw={1680} pt="md" px={{ base: 'sm', sm: 'md' }}>
          <ErrorAlert title="The corpus could not be prepared for search" error={preparation.error} />
        </Container>
      )}
      <SearchScreen
        // With other documents, what was found before holds no longer: its rows are others.
        key={`${corpusId} ${hash}`}
        client={client}
        corpus={{ ...details.value, indexes }}
        onOpenIndexing={() => openRoute('index')}
        blockedBecause={readerText}
        preparing={preparation?.progress}
        onSearched={details.reload}
        {...(queryToRun?.corpusId === corpusId && { initialQuery: queryToRun.text, autoRun: true })}
      />
    </>
  );
}
