import { Radio, Stack, Text } from '@mantine/core';
import type { ModelKind } from '../../core/records.ts';
import { useRestartWarning } from '../indexing/use-restart-warning.ts';
import { AskToConnect } from '../shared/AskToConnect.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { AddModel } from './AddModel.tsx';
import { InstalledModelRow } from './InstalledModelRow.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import { chosenModel, withChosenModel } from './model-choice.ts';
import { useModels } from './models-context.ts';
import { ServerForm } from './ServerForm.tsx';

const TITLES: Readonly<Record<ModelKind, string>> = {
  'cross-encoder': 'Cross-encoder',
  'dual-encoder': 'Dual-encoder',
};

const DESCRIPTIONS: Readonly<Record<ModelKind, string>> = {
  'cross-encoder':
    'Scores query and passage together; its scores decide every ranking. Scores are kept for each model apart, and an index serves the model that it was built with.',
  'dual-encoder':
    'Turns texts into vectors: the first round and the item space. With another one each corpus is read anew.',
};

const EMBEDDED_DESCRIPTIONS: Readonly<Record<ModelKind, string>> = {
  'cross-encoder': 'Ships with the app; small and quick, English.',
  'dual-encoder': 'Ships with the app; a table of token vectors, reads thousands of texts a second, English.',
};

/** Which model is in use, the others that could be, and how to get more. */
export function ModelSection({ kind }: { kind: ModelKind }) {
  const { models, chooseModels } = useWorkspace();
  const { installed, install } = useModels();
  const restartWarning = useRestartWarning('choosing another model');
  const ofKind = installed.value?.filter((model) => model.kind === kind) ?? [];
  const remote = models.crossEncoder.source === 'remote' ? models.crossEncoder : undefined;
  return (
    <Section title={TITLES[kind]} description={DESCRIPTIONS[kind]}>
      {restartWarning && (
        <Text size="sm" c="dimmed">
          {restartWarning}
        </Text>
      )}
      {install.status === 'running' && (
        <Text size="sm" c="dimmed">
          A model is being installed: choosing another one to use stops that. What has arrived is kept.
        </Text>
      )}
      <Radio.Group
        aria-label={TITLES[kind]}
        value={chosenModel(models, kind)}
        onChange={(chosen) => chooseModels(withChosenModel(models, kind, chosen))}
      >
        <Stack gap="sm">
          <Radio value="embedded" label="Embedded" description={EMBEDDED_DESCRIPTIONS[kind]} />
          {ofKind.map((model) => (
            <InstalledModelRow key={model.modelId} model={model} />
          ))}
          {kind === 'cross-encoder' && remote && (
            <Radio value="remote" label="Server" description={remote.endpoints.join(', ')} />
          )}
        </Stack>
      </Radio.Group>
      {installed.error && (
        <ErrorAlert
          title="The installed models could not be read"
          error={installed.error}
          onRetry={installed.reload}
        />
      )}
      <ModelFacts kind={kind} />
      <div>
        <Disclosure label="Add a model" longLabel={`Add a model: ${kind}`}>
          <AddModel kind={kind} />
        </Disclosure>
        {kind === 'cross-encoder' && (
          <Disclosure label="Use a server">
            <AskToConnect purpose="to a server that scores">
              <ServerForm />
            </AskToConnect>
          </Disclosure>
        )}
      </div>
      {kind === 'cross-encoder' && remote && (
        <AskToConnect purpose="to the server that is chosen here">
          <Text size="sm" c="dimmed" maw="44rem">
            Queries and passages are sent to this server. Everything else stays in this browser.
          </Text>
        </AskToConnect>
      )}
    </Section>
  );
}
