import { Container } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useImport } from './corpus/import-context.ts';
import { KeptScreen } from './KeptScreen.tsx';
import { ErrorAlert } from './shared/ErrorAlert.tsx';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { Header } from './shared/header/Header.tsx';
import { readLastCorpusId } from './shared/preferences.ts';
import { ReaderBanner } from './shared/ReaderBanner.tsx';
import { type Route, useRoute } from './shared/route.ts';
import { Waiting } from './shared/Waiting.tsx';
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
  const { corpora, storage } = useWorkspace();
  const { sample } = useImport();
  // While they are being listed: probably, if there were some last time.
  const hasCorpora = corpora.value ? corpora.value.length > 0 : readLastCorpusId() !== undefined;
  const starting = sample.status !== 'idle' || corpora.value?.length === 0;
  return (
    <>
      <button type="button" className={classes.skip} onClick={skipToContent}>
        Skip to content
      </button>
      <Header withNavigation={hasCorpora} />
      {storage === 'reader' && <ReaderBanner />}
      <main id="content" tabIndex={-1} className={classes.content}>
        {route === 'settings' && (
          <OneScreen name="settings">
            <SettingsScreen />
          </OneScreen>
        )}
        {route !== 'settings' && starting && (
          <OneScreen name="first">
            <FirstScreen />
          </OneScreen>
        )}
        {!starting && <CorpusScreens route={route} />}
      </main>
    </>
  );
}

/** The screens about the open corpus; going from one to another loses nothing. */
function CorpusScreens({ route }: { route: Route }) {
  const { corpora } = useWorkspace();
  if (!corpora.value) {
    if (route === 'settings') return null;
    if (!corpora.error) return <Waiting />;
    return (
      <Container size="md" py="xl">
        <ErrorAlert
          title="The stored corpora could not be read"
          error={corpora.error}
          onRetry={corpora.reload}
        />
      </Container>
    );
  }
  return (
    <>
      <KeptScreen isOpen={route === 'corpus'}>
        <CorpusScreen />
      </KeptScreen>
      <KeptScreen isOpen={route === 'index'}>
        <IndexScreen />
      </KeptScreen>
      <KeptScreen isOpen={route === 'search'}>
        <OpenSearch />
      </KeptScreen>
    </>
  );
}

function OneScreen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <ErrorBoundary resetKey={name}>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </ErrorBoundary>
  );
}

/** A button, not a link: the address holds the screen. */
function skipToContent() {
  document.getElementById('content')?.focus();
}
