import { Anchor, Button, Container, EmptyState, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CorpusDetails, JobProgress } from '../../workers/client.ts';
import { Section } from '../shared/Section.tsx';
import { ComparePanel } from './ComparePanel.tsx';
import {
  addMethod,
  methodsToRun,
  removeMethod,
  toRequests,
  withBudget,
  withKnownSpaces,
} from './compare-list.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { PreparingFirst } from './PreparingFirst.tsx';
import { groupQueries } from './query-suggestions.ts';
import { RoundInspector } from './RoundInspector.tsx';
import { RunsPanel } from './RunsPanel.tsx';
import { SearchForm } from './SearchForm.tsx';
import classes from './search.module.css';
import type { SearchClient } from './search-client.ts';
import {
  defaultSettings,
  isKnownSpace,
  type NamedMethod,
  namedMethod,
  withKnownSpace,
} from './search-settings.ts';
import { isSearching } from './search-state.ts';
import { findProblems } from './settings-problems.ts';
import { useKeyCommands } from './use-key-commands.ts';
import { useSearch } from './use-search.ts';

export interface SearchScreenProps {
  readonly client: SearchClient;
  readonly corpus: CorpusDetails;
  /** Put into the query field; another one replaces what is there. */
  readonly initialQuery?: string | undefined;
  /** Searches for `initialQuery` at once. */
  readonly autoRun?: boolean | undefined;
  readonly onOpenIndexing: () => void;
  /** Why nothing can be kept from here. */
  readonly blockedBecause?: string | undefined;
  /** How far the corpus is read, which a search waits for. */
  readonly preparing?: JobProgress | undefined;
  /** A search has ended: it is in the corpus's history now. */
  readonly onSearched?: (() => void) | undefined;
}

const EXAMPLE_COUNT = 3;

/** Search one corpus and look at every round of it. Its state belongs to that corpus: give it a key. */
export function SearchScreen(props: SearchScreenProps) {
  const { client, corpus, initialQuery, autoRun, onOpenIndexing, onSearched, blockedBecause, preparing } =
    props;
  const search = useSearch(client, onSearched);
  const [queryText, setQueryText] = useState(initialQuery ?? '');
  const [chosenSettings, setSettings] = useState(() => defaultSettings(corpus.indexes));
  const [chosenMethods, setKept] = useState<readonly NamedMethod[]>([]);
  const [attempted, setAttempted] = useState(false);
  const [helpOpened, setHelpOpened] = useState(false);
  const queryField = useRef<HTMLInputElement>(null);
  const { indexes } = corpus;
  const settings = withKnownSpace(chosenSettings, indexes);
  const kept = withKnownSpaces(chosenMethods, (itemSpace) => isKnownSpace(indexes, itemSpace));
  const { query: queryProblem, ...otherProblems } = findProblems(settings, queryText, indexes);
  const current = Object.keys(otherProblems).length > 0 ? undefined : namedMethod(settings);
  const methods = current && methodsToRun(kept, current, indexes);
  const methodsOfOneBudget = current && methodsToRun(withBudget(kept, current.budget), current, indexes);
  const hasRuns = search.state.runs.length > 0;

  function submit(text: string) {
    setQueryText(text);
    setAttempted(true);
    if (!methods || text.trim() === '') return;
    setAttempted(false);
    // Its suggestions would cover the results.
    queryField.current?.blur();
    search.start(toRequests(methods, corpus.corpus.corpusId, text));
  }
  const receiveQuery = useEffectEvent((text: string) => {
    setQueryText(text);
    if (autoRun) submit(text);
  });
  useEffect(() => {
    if (initialQuery !== undefined) receiveQuery(initialQuery);
  }, [initialQuery]);

  useKeyCommands((command) => {
    if (command === 'focus-query') queryField.current?.select();
    else if (command === 'help') setHelpOpened(true);
    else if (!hasRuns) return false;
    else if (command === 'cancel') search.cancel();
    else if (command === 'previous') search.step(-1);
    else if (command === 'next') search.step(1);
    else search.showRound(command === 'first' ? 1 : 'latest');
    return true;
  });

  return (
    <Container fluid maw={1680} py="md" px={{ base: 'sm', sm: 'md' }}>
      <Stack gap="md" className={classes.screen}>
        <VisuallyHidden component="h1">Search {corpus.corpus.name}</VisuallyHidden>
        <SearchForm
          corpus={corpus}
          queryRef={queryField}
          queryText={queryText}
          settings={settings}
          problems={attempted && queryProblem ? { ...otherProblems, query: queryProblem } : otherProblems}
          onQueryText={setQueryText}
          methods={methods}
          kept={kept}
          onSettings={setSettings}
          onAdd={() => setKept(addMethod(kept, namedMethod(settings)))}
          onRemove={(position) => setKept(removeMethod(kept, position))}
          onSubmit={() => submit(queryText)}
          onHelp={() => setHelpOpened(true)}
          onOpenIndexing={onOpenIndexing}
        />
        {indexes.length === 0 && (
          <Text size="sm" c="dimmed">
            This corpus has no index to search with yet: estimates are made with vectors that need none.{' '}
            <Anchor component="button" type="button" size="sm" onClick={onOpenIndexing}>
              Build an index
            </Anchor>
          </Text>
        )}
        {preparing && isSearching(search.state) && <PreparingFirst progress={preparing} />}
        {hasRuns ? (
          <RoundInspector client={client} corpus={corpus} search={search} blockedBecause={blockedBecause} />
        ) : (
          <>
            <NothingSearched corpus={corpus} onExample={submit} />
            <Section title="Kept searches">
              <RunsPanel client={client} blockedBecause={blockedBecause} />
            </Section>
          </>
        )}
        <ComparePanel client={client} corpus={corpus} methods={methodsOfOneBudget} />
        <KeyboardHelp opened={helpOpened} onClose={() => setHelpOpened(false)} />
      </Stack>
    </Container>
  );
}

function NothingSearched({
  corpus,
  onExample,
}: {
  corpus: CorpusDetails;
  onExample: (text: string) => void;
}) {
  const examples = groupQueries(corpus.queries)
    .flatMap(({ items }) => items)
    .slice(0, EXAMPLE_COUNT);
  return (
    <EmptyState
      py="xl"
      icon={<IconListSearch aria-hidden />}
      title="Nothing searched yet"
      description="A search scores a few documents with the cross-encoder, round by round, and shows how it chose them."
    >
      {examples.length > 0 && (
        <Group justify="center" gap="xs">
          {examples.map((text) => (
            <Button
              key={text}
              variant="default"
              size="xs"
              maw={320}
              title={text}
              onClick={() => onExample(text)}
            >
              <Text span size="xs" truncate>
                {text}
              </Text>
            </Button>
          ))}
        </Group>
      )}
    </EmptyState>
  );
}
