import { ActionIcon, Autocomplete, Button, Group, Kbd, Paper, Tooltip } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { suggestQueries } from './query-suggestions.ts';
import { SettingsFields } from './SettingsFields.tsx';
import classes from './search.module.css';
import { budgetNote, type SearchSettings, type SettingsProblems } from './search-settings.ts';

export interface SearchFormProps {
  readonly corpus: CorpusDetails;
  readonly queryRef: RefObject<HTMLInputElement | null>;
  readonly queryText: string;
  readonly settings: SearchSettings;
  readonly problems: SettingsProblems;
  readonly onQueryText: (queryText: string) => void;
  readonly onSettings: (change: Partial<SearchSettings>) => void;
  readonly onSubmit: () => void;
  readonly onHelp: () => void;
}

/** Suggestions shown at a time; typing narrows them down. */
const SUGGESTION_LIMIT = 30;

/** The query, the settings, and the one button that matters. */
export function SearchForm(props: SearchFormProps) {
  const { corpus, queryText, settings, problems } = props;
  const suggestions = useMemo(
    () =>
      suggestQueries(corpus.searchHistory, corpus.queries).map(({ group, items }) => ({
        group,
        items: [...items],
      })),
    [corpus.searchHistory, corpus.queries],
  );
  return (
    <Paper
      component="form"
      role="search"
      aria-label="Search this corpus"
      withBorder
      p="md"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <Group align="flex-start" gap="xs" wrap="nowrap" mb="sm">
        <Autocomplete
          ref={props.queryRef}
          className={classes.query}
          aria-label="Query"
          placeholder="Ask this corpus something"
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={queryText === '' ? <Kbd size="xs">/</Kbd> : undefined}
          data={suggestions}
          limit={SUGGESTION_LIMIT}
          maxDropdownHeight={320}
          value={queryText}
          error={problems.query}
          clearable
          onChange={props.onQueryText}
        />
        <Button type="submit">Search</Button>
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label="Keyboard shortcuts"
            className={classes.wideOnly}
            onClick={props.onHelp}
          >
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <SettingsFields
        settings={settings}
        indexes={corpus.indexes}
        problems={problems}
        budgetNote={budgetNote(settings, corpus.corpus.documentCount)}
        onChange={props.onSettings}
      />
    </Paper>
  );
}
