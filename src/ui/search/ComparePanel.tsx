import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
import { ComparePanelResults } from './ComparePanelResults.tsx';
import { Field } from './Field.tsx';
import type { NumberField } from './method-draft.ts';
import { Panel } from './Panel.tsx';
import { asNumber } from './SettingControls.tsx';
import type { SearchClient } from './search-client.ts';
import { DEFAULT_SEED, type NamedMethod } from './search-settings.ts';
import { type TestQueries, testQueriesOf } from './test-queries.ts';
import { useCompare } from './use-compare.ts';

export interface ComparePanelProps {
  readonly client: Pick<SearchClient, 'compareMethods'>;
  readonly corpus: Pick<CorpusDetails, 'corpus' | 'queries'>;
  /** All with the same budget, each under a label of its own; undefined while the form has problems. */
  readonly methods: readonly NamedMethod[] | undefined;
}

/** Test queries that are enough to tell methods apart, for a first look. */
const DEFAULT_QUERY_COUNT = 50;

/** The methods of the form over all test queries: not what one query happened to show. */
export function ComparePanel(props: ComparePanelProps) {
  const testQueries = testQueriesOf(props.corpus.queries);
  return (
    <Panel title="Over all test queries">
      {testQueries ? (
        <CompareForm {...props} testQueries={testQueries} />
      ) : (
        <Text size="sm" c="dimmed">
          Methods are compared over test queries, and this corpus has none: its queries are all marked for
          training, or it came without any. Import it again with a queries.jsonl, and with a qrels file of the
          test split, or with queries that name no split.
        </Text>
      )}
    </Panel>
  );
}

function CompareForm(props: ComparePanelProps & { readonly testQueries: TestQueries }) {
  const { client, corpus, methods, testQueries } = props;
  const { corpusId, documentCount } = corpus.corpus;
  const { state, start, cancel } = useCompare(client);
  const [queryCount, setQueryCount] = useState<NumberField>(Math.min(DEFAULT_QUERY_COUNT, testQueries.most));
  const isCount = Number.isSafeInteger(queryCount) && Number(queryCount) >= 1;
  const count = Math.min(Number(queryCount), testQueries.most);

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {methods
          ? `Runs ${methods.map(({ label }) => label).join(', ')} with B = ${formatCount(methods[0].budget)} on the ${SPLIT_WORDS[testQueries.split]}. `
          : 'Runs the methods of the form, once nothing is wrong with them. '}
        Recall needs the exact ranking of each query, so those come first: every document is scored, once for
        all methods
        {isCount && (
          <>
            , at most {formatCount(count * documentCount)} pairs ({formatCountOf(count, 'query', 'queries')} ×{' '}
            {formatCountOf(documentCount, 'document')})
          </>
        )}
        . Scores that are stored are not computed again, and those computed here are kept.
      </Text>
      {state.status === 'running' ? (
        <>
          <ProgressView label="Comparing methods over test queries" progress={state.progress} />
          <Group>
            <Button variant="default" size="xs" onClick={cancel}>
              Cancel
            </Button>
            <Text size="xs" c="dimmed">
              Cancelling, or leaving this screen, keeps the scores computed so far.
            </Text>
          </Group>
        </>
      ) : (
        <Group align="flex-end">
          <Field
            label="Test queries"
            help="At most so many, chosen at random by a fixed seed. More make the intervals narrower, and each takes an exact ranking."
          >
            {({ id }) => (
              <NumberInput
                id={id}
                size="xs"
                w={120}
                min={1}
                max={testQueries.most}
                allowDecimal={false}
                allowNegative={false}
                clampBehavior="none"
                value={queryCount}
                error={!isCount && 'A whole number, at least 1.'}
                onChange={(value) => setQueryCount(asNumber(value))}
              />
            )}
          </Field>
          <Button
            size="xs"
            disabled={!methods || !isCount}
            onClick={() =>
              methods &&
              start({
                corpusId,
                methods: methods.map(({ label, method }) => ({ label, method })),
                budget: methods[0].budget,
                queryCount: count,
                seed: DEFAULT_SEED,
              })
            }
          >
            Run over all test queries
          </Button>
        </Group>
      )}
      {state.error && <ErrorAlert title="The comparison stopped" error={state.error} />}
      {state.report && <ComparePanelResults report={state.report} />}
    </Stack>
  );
}

const SPLIT_WORDS: Readonly<Record<TestQueries['split'], string>> = {
  test: 'queries marked test',
  dev: 'queries marked dev, as none is marked test',
  unmarked: 'queries of this corpus that no index is trained on',
};
