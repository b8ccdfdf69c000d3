import { Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { EngineClient, PickedFile, ReadOptions } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCountOf } from '../shared/format.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import classes from './corpus.module.css';
import { optionsOf } from './import-draft.ts';
import type { OfferedImport } from './import-state.ts';
import { passageFacts, wordCount } from './passage-facts.ts';

/** As many as the engine gives at most. */
const PREVIEW_LIMIT = 20;
const TYPING_MS = 300;

/** The first documents as they would be stored, kept up with the choices. */
export function PassagePreview({ offer: { files, preview, draft } }: { offer: OfferedImport }) {
  const { client } = useWorkspace();
  const [options] = useDebouncedValue(JSON.stringify(optionsOf(preview, draft)), TYPING_MS);
  const { value, error, loading } = useLoaded(
    useMemo(() => documentsLoader(client, files, JSON.parse(options)), [client, files, options]),
  );
  if (error) return <ErrorAlert title="The passages cannot be shown" error={error} />;
  if (!value) return <Skeleton height={120} aria-label="Cutting the first passages" />;
  if (value.length === 0) return null;
  return (
    <Stack gap={6} aria-busy={loading}>
      <Text size="sm" c="dimmed" className="tabular" aria-live="polite">
        {passageFacts(value, PREVIEW_LIMIT)}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus for the arrow keys */}
      <section className={classes.passages} aria-label="First passages" tabIndex={0}>
        <ol className={classes.list}>
          {value.map(({ id, title, text }) => (
            <li key={id} className={classes.passage}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Code className="breakable">{id}</Code>
                <Text size="xs" c="dimmed" className="tabular" miw="max-content">
                  {formatCountOf(wordCount(text), 'word')}
                </Text>
              </Group>
              {title && (
                <Text size="sm" fw={500} className="breakable">
                  {title}
                </Text>
              )}
              <Text size="sm" lineClamp={4} className="breakable">
                {text}
              </Text>
            </li>
          ))}
        </ol>
      </section>
    </Stack>
  );
}

function documentsLoader(client: EngineClient, files: readonly PickedFile[], options: ReadOptions) {
  return (signal: AbortSignal) => client.previewDocuments({ files, options }, { signal });
}
