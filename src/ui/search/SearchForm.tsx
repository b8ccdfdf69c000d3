import { ActionIcon, Autocomplete, Box, Button, Group, Kbd, Paper, Tooltip } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { Disclosure } from '../shared/Disclosure.tsx';
import { CompareList } from './CompareList.tsx';
import { PresetFields } from './PresetFields.tsx';
import { suggestQueries } from './query-suggestions.ts';
import { SettingsFields } from './SettingsFields.tsx';
import classes from './search.module.css';
import type { NamedMethod, SearchSettings } from './search-settings.ts';
import { budgetNote, type SettingsProblems } from './settings-problems.ts';

export interface SearchFormProps {
  readonly corpus: CorpusDetails;
  readonly queryRef: RefObject<HTMLInputElement | null>;
  readonly queryText: string;
  readonly settings: SearchSettings;
  readonly problems: SettingsProblems;
  /** What the next search runs: the kept methods, then what the form holds; undefined while that has problems. */
  readonly methods: readonly NamedMethod[] | undefined;
  readonly kept: readonly NamedMethod[];
  readonly onQueryText: (queryText: string) => void;
  readonly onSettings: (settings: SearchSettings) => void;
  readonly onAdd: () => void;
  readonly onRemove: (position: number) => void;
  readonly onSubmit: () => void;
  readonly onHelp: () => void;
  readonly onOpenIndexing: () => void;
}

/** Suggestions shown at a time; typing narrows them down. */
const SUGGESTION_LIMIT = 30;

/** Fields whose problems can be seen while the settings are folded away. */
const FIELDS_ABOVE: readonly string[] = ['query', 'budget', 'itemSpace'];

/** The query, the settings, and the one button that matters. */
export function SearchForm(props: SearchFormProps) {
  const { corpus, queryText, settings, problems, methods, kept } = props;
  const hasProblemBelow = Object.keys(problems).some((field) => !FIELDS_ABOVE.includes(field));
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
      <PresetFields
        settings={settings}
        indexes={corpus.indexes}
        problems={problems}
        budgetNote={budgetNote(settings, corpus.corpus.documentCount)}
        onChange={props.onSettings}
        onOpenIndexing={props.onOpenIndexing}
        onAdd={methods && methods.length > kept.length ? props.onAdd : undefined}
      />
      {kept.length > 0 && (
        <CompareList methods={methods ?? kept} keptCount={kept.length} onRemove={props.onRemove} />
      )}
      <Box mt="xs">
        <Disclosure label="All settings" forced={hasProblemBelow}>
          <SettingsFields
            draft={settings.draft}
            problems={problems}
            onChange={(change) => props.onSettings({ ...settings, draft: { ...settings.draft, ...change } })}
          />
        </Disclosure>
      </Box>
    </Paper>
  );
}
