/** Which models are in use: plain data, kept by the page and handed to the worker that runs them. */

/** The kinds of server that can be asked for scores. */
export type RerankApiName = 'tei' | 'rerank' | 'cohere' | 'vllm-score' | 'infinity';

/** Where a remote cross-encoder is; its key, if it wants one, is kept apart from this. */
export interface RemoteReranker {
  readonly api: RerankApiName;
  /** Addresses of servers of one and the same model. */
  readonly endpoints: readonly string[];
  /** The name by which the server knows the model; '' where it serves one only and tells which. */
  readonly model: string;
}

export type CrossEncoderChoice =
  | { readonly source: 'embedded' }
  | { readonly source: 'installed'; readonly modelId: string }
  | ({ readonly source: 'remote' } & RemoteReranker);

export type DualEncoderChoice =
  | { readonly source: 'embedded' }
  | { readonly source: 'installed'; readonly modelId: string };

export interface ModelChoice {
  readonly crossEncoder: CrossEncoderChoice;
  readonly dualEncoder: DualEncoderChoice;
}

export const EMBEDDED_MODELS: ModelChoice = {
  crossEncoder: { source: 'embedded' },
  dualEncoder: { source: 'embedded' },
};
