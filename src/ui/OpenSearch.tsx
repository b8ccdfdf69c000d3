import { Container } from '@mantine/core';
import { useEffect } from 'react';
import { SearchScreen } from './search/SearchScreen.tsx';
import { ErrorAlert } from './shared/ErrorAlert.tsx';
import { openRoute } from './shared/route.ts';
import { useWorkspace } from './shared/workspace.ts';

/** The search screen over the open corpus; a query asked for elsewhere starts it afresh. */
export default function OpenSearch() {
  const { client, details, queryToRun } = useWorkspace();
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
  const { corpusId } = details.value.corpus;
  const query = queryToRun?.corpusId === corpusId ? queryToRun : undefined;
  return (
    <Container size={1440} py="md" px={{ base: 'sm', sm: 'md' }}>
      <SearchScreen
        key={`${corpusId}/${query?.requestId ?? 0}`}
        client={client}
        corpus={details.value}
        onOpenIndexing={() => openRoute('index')}
        {...(query && { initialQuery: query.text, autoRun: true })}
      />
    </Container>
  );
}
