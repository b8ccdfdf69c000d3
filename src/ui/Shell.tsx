import { Center, Container, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useImport } from './corpus/import-context.ts';
import { ErrorAlert } from './shared/ErrorAlert.tsx';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { Header } from './shared/header/Header.tsx';
import { type Route, useRoute } from './shared/route.ts';
import { useWorkspace } from './shared/workspace.ts';
import classes from './shell.module.css';

const FirstScreen = lazy(() => import('./corpus/FirstScreen.tsx'));
const CorpusScreen = lazy(() => import('./corpus/CorpusScreen.tsx'));
const IndexScreen = lazy(() => import('./indexing/IndexScreen.tsx'));
const SettingsScreen = lazy(() => import('./settings/SettingsScreen.tsx'));
const OpenSearch = lazy(() => import('./OpenSearch.tsx'));

/** The frame around the screens. */
export function Shell() {
  const route = useRoute();
  const { corpora } = useWorkspace();
  const { sample } = useImport();
  const hasCorpora = (corpora.value?.length ?? 0) > 0;
  const starting = sample.status !== 'idle' || (corpora.value !== undefined && !hasCorpora);
  return (
    <>
      <button type="button" className={classes.skip} onClick={skipToContent}>
        Skip to content
      </button>
      <Header withNavigation={hasCorpora} />
      <main id="content" tabIndex={-1} className={classes.content}>
        <ErrorBoundary resetKey={route}>
          <Suspense fallback={<Waiting />}>
            {route === 'settings' ? (
              <SettingsScreen />
            ) : starting ? (
              <FirstScreen />
            ) : (
              <CorpusScreens route={route} />
            )}
          </Suspense>
        </ErrorBoundary>
      </main>
    </>
  );
}

function CorpusScreens({ route }: { route: Exclude<Route, 'settings'> }) {
  const { corpora } = useWorkspace();
  if (!corpora.value) {
    return corpora.error ? (
      <Container size="md" py="xl">
        <ErrorAlert
          title="The stored corpora could not be read"
          error={corpora.error}
          onRetry={corpora.reload}
        />
      </Container>
    ) : (
      <Waiting />
    );
  }
  switch (route) {
    case 'corpus':
      return <CorpusScreen />;
    case 'index':
      return <IndexScreen />;
    case 'search':
      return <OpenSearch />;
  }
}

function Waiting() {
  return (
    <Center mih="12rem" role="status" aria-label="Loading">
      <Loader size="sm" />
    </Center>
  );
}

/** A button, not a link: the address holds the screen. */
function skipToContent() {
  document.getElementById('content')?.focus();
}
