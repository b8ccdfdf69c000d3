import { Container } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useImport } from './corpus/import-context.ts';
import { KeptScreen } from './KeptScreen.tsx';
import { ErrorAlert } from './shared/ErrorAlert.tsx';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { Header } from './shared/header/Header.tsx';
import { readLastCorpusId } from './shared/preferences.ts';
import { ReaderBanner } from './shared/ReaderBanner.tsx';
import { type Route, useReportId, useRoute, useRunId } from './shared/route.ts';
import { UpdateBanner } from './shared/UpdateBanner.tsx';
import { Waiting } from './shared/Waiting.tsx';
import { useWorkspace } from './shared/workspace.ts';
import classes from './shell.module.css';

const FirstScreen = lazy(() => import('./corpus/FirstScreen.tsx'));
const CorpusScreen = lazy(() => import('./corpus/CorpusScreen.tsx'));
const IndexScreen = lazy(() => import('./indexing/IndexScreen.tsx'));
const SettingsScreen = lazy(() => import('./settings/SettingsScreen.tsx'));
const OpenSearch = lazy(() => import('./OpenSearch.tsx'));
const OpenReplay = lazy(() => import('./OpenReplay.tsx'));
const EvaluateScreen = lazy(() => import('./evaluation/EvaluateScreen.tsx'));
const OpenReport = lazy(() => import('./OpenReport.tsx'));

/** A kept search and a report are screens of their own, and need no corpus. */
type Screen = Route | 'replay' | 'report';

/** The frame around the screens. */
export function Shell() {
  const runId = useRunId();
  const reportId = useReportId();
  const route = useRoute();
  const screen: Screen = runId !== undefined ? 'replay' : reportId !== undefined ? 'report' : route;
  const { corpora, storage } = useWorkspace();
  const { sample } = useImport();
  // While they are being listed: probably, if there were some last time.
  const hasCorpora = corpora.value ? corpora.value.length > 0 : readLastCorpusId() !== undefined;
  const starting = sample.status !== 'idle' || corpora.value?.length === 0;
  return (
    <>
      <div className={classes.frame}>
        <button type="button" className={classes.skip} onClick={skipToContent}>
          Skip to content
        </button>
        <Header withNavigation={hasCorpora} />
        {storage === 'reader' && <ReaderBanner />}
        <UpdateBanner />
      </div>
      <main id="content" tabIndex={-1} className={classes.content}>
        {screen === 'settings' && (
          <OneScreen name="settings">
            <SettingsScreen />
          </OneScreen>
        )}
        {runId !== undefined && (
          <OneScreen name={runId}>
            <OpenReplay runId={runId} />
          </OneScreen>
        )}
        {reportId !== undefined && (
          <OneScreen name={reportId}>
            <OpenReport experimentId={reportId} />
          </OneScreen>
        )}
        {!needsNoCorpus(screen) && starting && (
          <OneScreen name="first">
            <FirstScreen />
          </OneScreen>
        )}
        {!starting && <CorpusScreens screen={screen} />}
      </main>
    </>
  );
}

/** The screens about the open corpus; going from one to another loses nothing. */
function CorpusScreens({ screen }: { screen: Screen }) {
  const { corpora } = useWorkspace();
  if (!corpora.value) {
    if (needsNoCorpus(screen)) return null;
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
      <KeptScreen isOpen={screen === 'corpus'}>
        <CorpusScreen />
      </KeptScreen>
      <KeptScreen isOpen={screen === 'index'}>
        <IndexScreen />
      </KeptScreen>
      <KeptScreen isOpen={screen === 'search'}>
        <OpenSearch />
      </KeptScreen>
      <KeptScreen isOpen={screen === 'evaluate'}>
        <EvaluateScreen />
      </KeptScreen>
    </>
  );
}

function needsNoCorpus(screen: Screen): boolean {
  return screen === 'settings' || screen === 'replay' || screen === 'report';
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
