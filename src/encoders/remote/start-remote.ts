import type { RemoteReranker } from '../../core/model-choice.ts';
import type { StartedCrossEncoder } from '../start-cross-encoder.ts';
import { connectReranker, type RemoteReport } from './connect-reranker.ts';
import type { RequestParts } from './json-request.ts';

/** Connects to the servers of a reranker; throws as `connectReranker` does. `onNotice` is told of servers set aside. */
export async function connectRemote(
  { api, endpoints, model }: RemoteReranker,
  apiKey: string | undefined,
  parts: RequestParts,
  { signal, onNotice }: { signal?: AbortSignal; onNotice?: (message: string) => void } = {},
): Promise<StartedCrossEncoder> {
  const config = {
    api,
    endpoints,
    model,
    ...(apiKey && { apiKey }),
    ...(onNotice && { onNotice }),
  };
  const { crossEncoder, report } = await connectReranker(config, parts, signal);
  const described = {
    backend: 'remote',
    threads: 1,
    forced: false,
    reason: reasonOf(report),
    trials: [],
  } as const;
  return {
    report: () => described,
    encoder: crossEncoder,
    dispose: async () => undefined,
  };
}

function reasonOf({ modelName, revision, scaleDescription, endpoints }: RemoteReport): string {
  const servers = endpoints
    .map(
      ({ address, batchSize, roundTripMs }) =>
        `${address} (${batchSize} texts a request, ${Math.round(roundTripMs)} ms)`,
    )
    .join(', ');
  const commit = revision === undefined ? '' : ` at revision ${revision}`;
  return `${modelName}${commit} on ${servers}. ${scaleDescription}`;
}
