import { cancelledError, XennError } from '../../core/errors.ts';
import type { RerankApiName } from '../../core/model-choice.ts';
import type { CrossEncoder } from '../cross-encoder.ts';
import { sha256Hex } from '../model-files.ts';
import { type EndpointInfo, openEndpoint } from './endpoint.ts';
import type { RequestParts } from './json-request.ts';
import { createRemoteCrossEncoder } from './remote-cross-encoder.ts';
import { describeScale, type ScoreScale, scaleOf, toLogits } from './score-scale.ts';
import { checkAgreement, disagreement, type Trial, tryEndpoint } from './trial.ts';

export interface RerankerConfig {
  readonly api: RerankApiName;
  /** Addresses without the path of the API, e.g. 'http://localhost:8080'; all serve one model. */
  readonly endpoints: readonly string[];
  /** As the server calls it. Text Embeddings Inference says it itself, so there it may be ''. */
  readonly model: string;
  readonly apiKey?: string;
  /** Longest pair in tokens, for estimates of time, where the server does not say it. */
  readonly maxTokens?: number;
  /** Told for people: a server failed and is set aside while others work. */
  readonly onNotice?: (message: string) => void;
}

/** What a connection is, as plain data, for people. */
export interface RemoteReport {
  readonly api: RerankApiName;
  readonly modelName: string;
  /** The commit, if the server says it. */
  readonly revision?: string;
  readonly scale: ScoreScale;
  /** A sentence: what the scores are. */
  readonly scaleDescription: string;
  readonly endpoints: readonly {
    readonly address: string;
    /** Texts per request, to begin with. */
    readonly batchSize: number;
    /** Of one small request. */
    readonly roundTripMs: number;
  }[];
}

export interface ConnectedReranker {
  readonly crossEncoder: CrossEncoder;
  readonly report: RemoteReport;
}

/** What most rerankers take; it enters estimates of time only. */
const USUAL_MAX_TOKENS = 512;

/**
 * Contacts all servers: asks what they are, tries a few pairs, and makes sure that they are alike. Throws
 * InvalidArgumentError for a setting that cannot be; EncoderError when a server cannot be used or differs from the
 * first; CancelledError once `signal` is aborted.
 */
export async function connectReranker(
  config: RerankerConfig,
  parts: RequestParts,
  signal?: AbortSignal,
): Promise<ConnectedReranker> {
  checkConfig(config);
  const { api, model, apiKey } = config;
  const opened = config.endpoints.map((address) => openEndpoint(address, { api, model, apiKey }, parts));
  // One server that fails ends the requests to the others too.
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  try {
    const tried = await Promise.all(
      opened.map(async (endpoint) => {
        const info = await endpoint.info(stopped);
        return { info, trial: await tryEndpoint(endpoint, info.maxBatchSize, stopped) };
      }),
    );
    const scale = checkAlike(api, tried);
    return await describe(
      config,
      tried[0].info,
      scale,
      tried.map(({ trial }) => trial),
    );
  } catch (error) {
    throw signal?.aborted ? cancelledError() : error;
  } finally {
    stop.abort();
  }
}

function checkConfig({ api, endpoints, model }: RerankerConfig): void {
  if (endpoints.length === 0) {
    throw new XennError('InvalidArgumentError', 'Expected the address of a server, found none: enter one.');
  }
  if (api !== 'tei' && model.trim() === '') {
    throw new XennError('InvalidArgumentError', 'Expected the name of the model, found none: enter it.');
  }
}

interface Tried {
  readonly info: EndpointInfo;
  readonly trial: Trial;
}

/** The scale of all. Throws EncoderError when one differs from the first, or has scores that the API cannot give. */
function checkAlike(api: RerankApiName, [first, ...others]: readonly Tried[]): ScoreScale {
  const scale = scaleOf(api, first.trial.scores);
  const { endpoint } = first.trial;
  const logits = toLogits(first.trial.scores, scale, endpoint.address);
  for (const { info, trial } of others) {
    for (const fact of ['modelName', 'revision', 'numberType'] as const) {
      if (first.info[fact] === info[fact]) continue;
      const found = `${first.info[fact] ?? 'none named'} and ${info[fact] ?? 'none named'}`;
      throw disagreement(endpoint, trial.endpoint, found);
    }
    const otherScale = scaleOf(api, trial.scores);
    if (otherScale !== scale) {
      throw disagreement(endpoint, trial.endpoint, `${scale} and ${otherScale} scores`);
    }
    checkAgreement(endpoint, logits, trial.endpoint, toLogits(trial.scores, scale, trial.endpoint.address));
  }
  return scale;
}

async function describe(
  { api, model, maxTokens = USUAL_MAX_TOKENS, onNotice }: RerankerConfig,
  info: EndpointInfo,
  scale: ScoreScale,
  trials: readonly Trial[],
): Promise<ConnectedReranker> {
  const modelName = info.modelName ?? model.trim();
  const { revision } = info;
  const crossEncoder = createRemoteCrossEncoder({
    identity: { name: modelName, hash: await identityHash(api, modelName, info, scale) },
    maxTokens: info.maxTokens ?? maxTokens,
    scale,
    endpoints: trials,
    ...(onNotice && { onNotice }),
  });
  return {
    crossEncoder,
    report: {
      api,
      modelName,
      ...(revision !== undefined && { revision }),
      scale,
      scaleDescription: describeScale(api, scale, trials[0].scores),
      endpoints: trials.map(({ endpoint: { address }, batchSize, roundTripMs }) => ({
        address,
        batchSize,
        roundTripMs,
      })),
    },
  };
}

/** Everything that decides a score and is known; neither address nor key, which may change under the same scores. */
function identityHash(
  api: RerankApiName,
  model: string,
  { revision, numberType }: EndpointInfo,
  scale: ScoreScale,
): Promise<string> {
  // The order of the keys is part of the definition.
  const text = JSON.stringify({
    api,
    model,
    revision: revision ?? null,
    numberType: numberType ?? null,
    scale,
  });
  return sha256Hex(new TextEncoder().encode(text));
}
