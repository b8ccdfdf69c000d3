import {
  Button,
  Checkbox,
  Group,
  PasswordInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RemoteReranker, RerankApiName } from '../../core/model-choice.ts';
import { RERANK_APIS } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { readApiKey, storeApiKey } from '../shared/preferences.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { addressesIn } from './server-addresses.ts';
import { useAsked } from './use-asked.ts';

const APIS = Object.entries(RERANK_APIS).map(([value, { label }]) => ({ value, label }));

/** Addresses, model and key of a reranking server; it is tried before it can be used. */
export function ServerForm() {
  const { client, models, chooseModels } = useWorkspace();
  const current = models.crossEncoder.source === 'remote' ? models.crossEncoder : undefined;
  const [api, setApi] = useState<RerankApiName>(current?.api ?? 'tei');
  const [addresses, setAddresses] = useState(current?.endpoints.join('\n') ?? '');
  const [model, setModel] = useState(current?.model ?? '');
  const [apiKey, setApiKey] = useState(() => readApiKey() ?? '');
  const [keepKey, setKeepKey] = useState(() => readApiKey() !== undefined);
  const [tried, setTried] = useState<{ reranker: RemoteReranker; apiKey: string; answer: string }>();
  const trial = useAsked<string>();
  const reranker: RemoteReranker = { api, endpoints: addressesIn(addresses), model: model.trim() };
  const isTried = tried?.apiKey === apiKey && JSON.stringify(tried.reranker) === JSON.stringify(reranker);

  async function test(event: FormEvent) {
    event.preventDefault();
    const request = { reranker, ...(apiKey && { apiKey }) };
    const answer = await trial.ask((signal) => client.tryReranker(request, { signal }));
    if (answer) setTried({ reranker, apiKey, answer });
  }
  function use() {
    storeApiKey(keepKey && apiKey ? apiKey : undefined);
    chooseModels({ ...models, crossEncoder: { source: 'remote', ...reranker } }, apiKey);
  }

  return (
    <form onSubmit={test}>
      <Stack gap="xs" pt="xs" maw="44rem">
        <Text size="sm" c="dimmed">
          For more pairs than this machine can score. Each query and passage that is scored is sent to the
          server; titles and texts go nowhere else. The server has to allow requests from this page (CORS).
        </Text>
        <Select
          label="Kind of server"
          data={APIS}
          value={api}
          allowDeselect={false}
          onChange={(value) => setApi(value as RerankApiName)}
        />
        <Textarea
          label="Addresses"
          description="One a line; several servers of the same model share the work."
          placeholder="http://localhost:8080"
          value={addresses}
          onChange={(event) => setAddresses(event.currentTarget.value)}
          autosize
          minRows={1}
          required
        />
        <TextInput
          label="Model"
          description={
            api === 'tei' ? 'Leave it empty: the server says which model it runs.' : 'As the server calls it.'
          }
          value={model}
          onChange={(event) => setModel(event.currentTarget.value)}
          required={api !== 'tei'}
        />
        <PasswordInput
          label="API key"
          description="Sent to these servers only, never stored with anything that is exported."
          value={apiKey}
          onChange={(event) => setApiKey(event.currentTarget.value)}
          autoComplete="off"
        />
        <Checkbox
          label="Keep the key until this tab is closed"
          description="Otherwise a reload forgets it."
          checked={keepKey}
          onChange={(event) => setKeepKey(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" variant="default" loading={trial.asking}>
            Test the connection
          </Button>
          <Button onClick={use} disabled={!isTried || trial.asking}>
            Use this server
          </Button>
        </Group>
        {isTried && (
          <Text size="sm" role="status" className="breakable">
            {tried.answer}
          </Text>
        )}
        {trial.error && <ErrorAlert title="The server cannot be used" error={trial.error} />}
      </Stack>
    </form>
  );
}
