import { Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ModelKind } from '../../core/records.ts';
import { DEFAULT_HUB_URL, MODEL_PRESETS, type ModelOffer } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { readHubUrl, storeHubUrl } from '../shared/preferences.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { presetDescription } from './model-labels.ts';
import { useAsked } from './use-asked.ts';

interface Props {
  kind: ModelKind;
  /** Undefined while there is none (any more). */
  onOffer: (offer: ModelOffer | undefined) => void;
}

/** Which repository of which hub; looking it up downloads nothing of the model. */
export function HubForm({ kind, onOffer }: Props) {
  const { client } = useWorkspace();
  const presets = MODEL_PRESETS.filter((preset) => preset.kind === kind);
  const [repository, setRepository] = useState('');
  const [revision, setRevision] = useState('');
  const [hubUrl, setHubUrl] = useState(readHubUrl);
  const lookUp = useAsked<ModelOffer>();

  function submit(event: FormEvent) {
    event.preventDefault();
    storeHubUrl(hubUrl.trim());
    onOffer(undefined);
    const asked = revision.trim();
    const request = { kind, hubUrl, repository, ...(asked && { revision: asked }) };
    void lookUp.ask((signal) => client.lookUpModel(request, { signal })).then(onOffer);
  }

  const preset = presets.find((each) => each.repository === repository);
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Autocomplete
          label="Model"
          placeholder="owner/name"
          description="One of the known ones, or any repository with an ONNX graph."
          data={presets.map((each) => each.repository)}
          filter={({ options }) => options}
          value={repository}
          onChange={setRepository}
          renderOption={({ option }) => <PresetOption repository={option.value} />}
          maxDropdownHeight={360}
          required
        />
        {preset && (
          <Text size="sm" c="dimmed">
            {presetDescription(preset)}
          </Text>
        )}
        <Group grow align="flex-start">
          <TextInput
            label="Revision"
            placeholder="main"
            description="A branch, tag or commit; the commit is kept."
            value={revision}
            onChange={(event) => setRevision(event.currentTarget.value)}
          />
          <TextInput
            label="Hub"
            placeholder={DEFAULT_HUB_URL}
            description="A mirror's address; empty to stay offline."
            value={hubUrl}
            onChange={(event) => setHubUrl(event.currentTarget.value)}
          />
        </Group>
        <Group>
          <Button type="submit" variant="default" loading={lookUp.asking}>
            Look it up
          </Button>
        </Group>
        {lookUp.error && <ErrorAlert title="The model cannot be had" error={lookUp.error} />}
      </Stack>
    </form>
  );
}

function PresetOption({ repository }: { repository: string }) {
  const preset = MODEL_PRESETS.find((each) => each.repository === repository);
  return (
    <div>
      <Text size="sm" className="breakable">
        {repository}
      </Text>
      {preset && (
        <Text size="xs" c="dimmed">
          {presetDescription(preset)}
        </Text>
      )}
    </div>
  );
}
