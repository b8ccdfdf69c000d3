import { Button, Stack, Text } from '@mantine/core';
import type { CorpusDetails, ExportedFile, RankingPlan } from '../../../workers/client.ts';
import { useAsked } from '../../models/use-asked.ts';
import { testQueriesOf } from '../../search/test-queries.ts';
import { Disclosure } from '../../shared/Disclosure.tsx';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { Section } from '../../shared/Section.tsx';
import { saveFile } from '../../shared/save-file.ts';
import type { Loaded } from '../../shared/use-loaded.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { AddQueries } from './AddQueries.tsx';
import { MakeQueriesForm } from './MakeQueriesForm.tsx';
import { testQueriesText } from './test-queries-text.ts';

interface Props {
  details: CorpusDetails;
  /** Of all test queries; idle where there are none. */
  plan: Loaded<RankingPlan>;
}

/** What methods are measured on, and how to get more of it. */
export function TestQueriesSection({ details, plan }: Props) {
  const { client, details: read } = useWorkspace();
  const exporting = useAsked<ExportedFile>();
  const { corpus, queries } = details;
  const { corpusId } = corpus;
  const testQueries = testQueriesOf(queries);

  function readAgain() {
    read.reload();
    plan.reload();
  }

  async function exportJudgements() {
    const file = await exporting.ask((signal) => client.exportJudgements({ corpusId }, { signal }));
    if (file) saveFile(file);
  }

  return (
    <Section
      title="Test queries and judgements"
      description="Methods are measured on queries that no index is trained on. Human judgements say which documents answer a query; without them, a method is measured against the cross-encoder’s own ranking alone."
      actions={
        corpus.judgementCount > 0 && (
          <Button variant="subtle" size="compact-sm" loading={exporting.asking} onClick={exportJudgements}>
            Export judgements
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Text size="sm" className="tabular">
          {testQueriesText(testQueries, queries.length, corpus.judgementCount, plan)}
        </Text>
        {exporting.error && <ErrorAlert title="The judgements were not exported" error={exporting.error} />}
        <AddQueries corpusId={corpusId} onAdded={readAgain} />
        {testQueries ? (
          <Disclosure label="Make test queries">
            <MakeQueriesForm corpus={corpus} onMade={readAgain} />
          </Disclosure>
        ) : (
          <MakeQueriesForm corpus={corpus} onMade={readAgain} />
        )}
      </Stack>
    </Section>
  );
}
