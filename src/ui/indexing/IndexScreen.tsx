import { Text } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { Page } from '../shared/Page.tsx';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { BuildPanel } from './BuildPanel.tsx';
import { useBuild } from './build-context.ts';
import { sameParameters } from './build-state.ts';
import { IndexRow } from './IndexRow.tsx';
import classes from './indexing.module.css';
import { NewIndexForm } from './NewIndexForm.tsx';
import { UnfinishedBuildRow } from './UnfinishedBuildRow.tsx';

export default function IndexScreen() {
  const { details } = useWorkspace();
  const { state: build } = useBuild();
  if (details.error) {
    return (
      <Page title="Indexes">
        <ErrorAlert title="The corpus could not be opened" error={details.error} onRetry={details.reload} />
      </Page>
    );
  }
  if (!details.value) return <Page title="Indexes">{null}</Page>;

  const { corpus, indexes, unfinishedBuilds } = details.value;
  const paused = unfinishedBuilds.filter(
    ({ parameters }) => build.status !== 'running' || !sameParameters(parameters, build.parameters),
  );
  return (
    <Page
      title="Indexes"
      description="An index holds item vectors trained on cross-encoder scores, so that the search can guess which documents are worth scoring. Searching works without one, on the dual-encoder’s vectors."
    >
      {build.status !== 'none' && <BuildPanel build={build} openCorpusId={corpus.corpusId} />}
      {paused.length > 0 && (
        <Section
          title="Unfinished builds"
          description="Their scores are kept; going on starts where they stopped."
        >
          <ul className={classes.list}>
            {paused.map((unfinished) => (
              <UnfinishedBuildRow key={unfinished.jobId} build={unfinished} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={`Indexes of “${corpus.name}”`}>
        {indexes.length === 0 ? (
          <Text size="sm" c="dimmed">
            None yet.
          </Text>
        ) : (
          <ul className={classes.list}>
            {indexes.map((index) => (
              <IndexRow key={index.indexId} index={index} corpusId={corpus.corpusId} />
            ))}
          </ul>
        )}
      </Section>
      <NewIndexForm key={corpus.corpusId} details={details.value} />
    </Page>
  );
}
