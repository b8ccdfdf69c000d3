import type { RemoteReranker } from '../../core/model-choice.ts';
import type { StartedCrossEncoder } from '../start-cross-encoder.ts';
import { connectReranker, type RemoteReport } from './connect-reranker.ts';
import type { RequestParts } from './json-request.ts';

/** Connects to the servers of a reranker; throws as `connectReranker` does. */
export async function connectRemote(
  { api, endpoints, model }: RemoteReranker,
  apiKey: string | undefined,
  parts: RequestParts,
  signal?: AbortSignal,
): Promise<StartedCrossEncoder> {
  const key = apiKey ? { apiKey } : {};
  const { crossEncoder, report } = await connectReranker({ api, endpoints, model, ...key }, parts, signal);
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
