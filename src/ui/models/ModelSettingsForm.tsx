import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useCallback, useState } from 'react';
import type { CrossEncoderSettings, DualEncoderSettings } from '../../core/model-settings.ts';
import type { InstalledModel } from '../../core/records.ts';
import type { ModelSettingsDetails } from '../../workers/client.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { toError } from '../shared/error.ts';
import { formatCount } from '../shared/format.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { CrossEncoderFields } from './CrossEncoderFields.tsx';
import { DualEncoderFields } from './DualEncoderFields.tsx';
import { useModels } from './models-context.ts';
import { promptError } from './prompt-error.ts';

type Settings = CrossEncoderSettings | DualEncoderSettings;

/** What the model's files say about its use, to be changed. */
export function ModelSettingsForm({ model, inUse }: { model: InstalledModel; inUse: boolean }) {
  const { client } = useWorkspace();
  const { modelId } = model;
  const details = useLoaded(useCallback(() => client.readModelSettings({ modelId }), [client, modelId]));
  if (details.error) return <ErrorAlert title="The model's files cannot be read" error={details.error} />;
  if (!details.value) {
    return (
      <Text size="sm" c="dimmed">
        Reading the model's files …
      </Text>
    );
  }
  return (
    <Fields
      key={JSON.stringify(details.value)}
      modelId={modelId}
      inUse={inUse}
      details={details.value}
      onSaved={details.reload}
    />
  );
}

interface FieldsProps {
  modelId: string;
  inUse: boolean;
  details: ModelSettingsDetails;
  onSaved: () => void;
}

function Fields({ modelId, inUse, details, onSaved }: FieldsProps) {
  const { client, models, chooseModels } = useWorkspace();
  const { installed } = useModels();
  const readerText = useReaderText();
  const [settings, setSettings] = useState(details.settings);
  const [error, setError] = useState<Error>();
  const changed = JSON.stringify(settings) !== JSON.stringify(details.settings);
  const differs = JSON.stringify(details.settings) !== JSON.stringify(details.fromFiles);
  const refused = 'prompt' in settings && settings.prompt ? promptError(settings.prompt) : undefined;

  async function save(next: Settings | undefined) {
    try {
      await client.changeModelSettings({ modelId, ...(next && { settings: next }) });
      if (inUse) chooseModels(models);
      installed.reload();
      onSaved();
    } catch (thrown) {
      setError(toError(thrown));
    }
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void save(settings);
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="xs" maw="44rem" pt="xs">
        <NumberInput
          label="Longest input, tokens"
          description={`At most ${formatCount(details.longestTokens)}; what is longer is cut. Twice the length costs more than twice the time.`}
          value={settings.maxTokens}
          onChange={(value) => typeof value === 'number' && setSettings({ ...settings, maxTokens: value })}
          min={16}
          max={details.longestTokens}
          allowDecimal={false}
          clampBehavior="blur"
          maw="20rem"
        />
        {'scoreRule' in settings ? (
          <CrossEncoderFields settings={settings} onChange={setSettings} />
        ) : (
          <DualEncoderFields settings={settings} onChange={setSettings} />
        )}
        <Text size="sm" c="dimmed">
          Changed settings give other {'scoreRule' in settings ? 'scores' : 'vectors'}: what was made with the
          old ones is kept, apart from the new.
        </Text>
        {refused && (
          <Text size="sm" c="red">
            {refused}
          </Text>
        )}
        {error && <ErrorAlert title="The settings were not saved" error={error} />}
        <Group>
          <Button
            type="submit"
            size="xs"
            disabled={!changed || refused !== undefined}
            {...blockedProps(readerText)}
          >
            Save
          </Button>
          {differs && (
            <Button
              size="xs"
              variant="default"
              onClick={() => void save(undefined)}
              {...blockedProps(readerText)}
            >
              As the files say
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
