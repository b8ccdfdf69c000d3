import { CostPanel } from '../cost/CostPanel.tsx';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { Page } from '../shared/Page.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { BuildPanel } from './BuildPanel.tsx';
import { useBuild } from './build-context.ts';
import { IndexLibrary } from './library/IndexLibrary.tsx';
import { NewIndexForm } from './new-index/NewIndexForm.tsx';
import { ScoresSection } from './scores/ScoresSection.tsx';
import { UnfinishedBuilds } from './UnfinishedBuilds.tsx';

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

  const { corpus, unfinishedBuilds } = details.value;
  return (
    <Page
      title="Indexes"
      description="An index holds item vectors made of cross-encoder scores, so that the search can guess which documents are worth scoring. Searching works without one, on the dual-encoder’s vectors."
    >
      {build.status !== 'none' && <BuildPanel build={build} openCorpusId={corpus.corpusId} />}
      <UnfinishedBuilds builds={unfinishedBuilds} />
      <IndexLibrary details={details.value} />
      <NewIndexForm key={corpus.corpusId} details={details.value} />
      <ScoresSection key={`scores of ${corpus.corpusId}`} corpusId={corpus.corpusId} />
      <CostPanel key={`cost of ${corpus.corpusId} ${corpus.hash}`} details={details.value} />
    </Page>
  );
}
