import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useCallback, useState } from 'react';
import type {
  CrossEncoderSettings,
  DualEncoderSettings,
  PairPrompt,
  Pooling,
} from '../../core/model-settings.ts';
import type { InstalledModel } from '../../core/records.ts';
import type { ModelSettingsDetails } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { toError } from '../shared/error.ts';
import { formatCount } from '../shared/format.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { SCORE_RULE_LABELS } from './model-labels.ts';
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
          <Button type="submit" size="xs" disabled={!changed || refused !== undefined}>
            Save
          </Button>
          {differs && (
            <Button size="xs" variant="default" onClick={() => void save(undefined)}>
              As the files say
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface SettingsFieldsProps<T> {
  settings: T;
  onChange: (settings: T) => void;
}

const PROMPT_LABELS: Readonly<Record<keyof PairPrompt, string>> = {
  start: 'Prompt: before everything',
  query: 'Prompt: instruction and {query}',
  passage: 'Prompt: around {passage}',
  end: 'Prompt: after everything',
};

function CrossEncoderFields({ settings, onChange }: SettingsFieldsProps<CrossEncoderSettings>) {
  const { scoreRule, prompt } = settings;
  return (
    <>
      <Text size="sm">Score: {SCORE_RULE_LABELS[scoreRule]}.</Text>
      {prompt &&
        (Object.keys(PROMPT_LABELS) as (keyof PairPrompt)[]).map((part) => (
          <Textarea
            key={part}
            label={PROMPT_LABELS[part]}
            value={prompt[part]}
            onChange={(event) =>
              onChange({ ...settings, prompt: { ...prompt, [part]: event.currentTarget.value } })
            }
            autosize
            minRows={1}
            maxRows={8}
          />
        ))}
    </>
  );
}

const POOLINGS: readonly { readonly value: Pooling; readonly label: string }[] = [
  { value: 'mean', label: 'Mean of all tokens' },
  { value: 'first-token', label: 'First token' },
  { value: 'last-token', label: 'Last token' },
];

function DualEncoderFields({ settings, onChange }: SettingsFieldsProps<DualEncoderSettings>) {
  const { pooling, normalize, queryPrefix, passagePrefix } = settings;
  return (
    <>
      <Select
        label="Pooling"
        description="Of no effect where the graph gives one vector a text."
        data={POOLINGS}
        value={pooling}
        allowDeselect={false}
        onChange={(value) => onChange({ ...settings, pooling: value as Pooling })}
        maw="20rem"
      />
      <Checkbox
        label="Scale vectors to length 1"
        checked={normalize}
        onChange={(event) => onChange({ ...settings, normalize: event.currentTarget.checked })}
      />
      <TextInput
        label="Before each query"
        value={queryPrefix}
        onChange={(event) => onChange({ ...settings, queryPrefix: event.currentTarget.value })}
      />
      <TextInput
        label="Before each passage"
        value={passagePrefix}
        onChange={(event) => onChange({ ...settings, passagePrefix: event.currentTarget.value })}
      />
    </>
  );
}
