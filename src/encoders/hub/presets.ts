import type { ModelKind } from '../../core/records.ts';

/** A model that is known to be useful, to pick without knowing the hub. */
export interface ModelPreset {
  readonly kind: ModelKind;
  /** The repository that is read: where the original has no ONNX graph, a converted copy. */
  readonly repository: string;
  readonly goodFor: string;
  readonly languages: 'English' | 'many';
  /** Approximate, with the table of token vectors. */
  readonly parameters: number;
  /** Longest input that the model was made for, in tokens. */
  readonly maxTokens: number;
  /** Of the model as of November 2026: what the hub says before a download is what counts. */
  readonly licence: string;
}

/**
 * Smallest first in each kind. No revision is named: it is looked up when one is installed, and the commit
 * kept. Sizes and lengths are those of the model cards.
 */
export const MODEL_PRESETS: readonly ModelPreset[] = [
  {
    kind: 'cross-encoder',
    repository: 'cross-encoder/ms-marco-TinyBERT-L2-v2',
    goodFor: 'The fastest: web questions over short passages on a machine without a GPU.',
    languages: 'English',
    parameters: 4.4e6,
    maxTokens: 512,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'cross-encoder/ms-marco-MiniLM-L6-v2',
    goodFor: 'The usual starting point: good ranking of short passages at a bearable speed.',
    languages: 'English',
    parameters: 22.7e6,
    maxTokens: 512,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'jinaai/jina-reranker-v1-tiny-en',
    goodFor: 'Long documents in one piece, at little cost.',
    languages: 'English',
    parameters: 33e6,
    maxTokens: 8192,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'cross-encoder/ms-marco-MiniLM-L12-v2',
    goodFor: 'A little better than L6, at half its speed.',
    languages: 'English',
    parameters: 33.4e6,
    maxTokens: 512,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'jinaai/jina-reranker-v1-turbo-en',
    goodFor: 'Long documents, ranked better than by the tiny one.',
    languages: 'English',
    parameters: 37.8e6,
    maxTokens: 8192,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'mixedbread-ai/mxbai-rerank-xsmall-v1',
    goodFor: 'Subjects far from web search, where the small MS MARCO models lose.',
    languages: 'English',
    parameters: 70.8e6,
    maxTokens: 512,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'Alibaba-NLP/gte-reranker-modernbert-base',
    goodFor: 'English and code, long documents too; wants a GPU.',
    languages: 'English',
    parameters: 149e6,
    maxTokens: 8192,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'mixedbread-ai/mxbai-rerank-base-v1',
    goodFor: 'As its small sister, more exact and slower; wants a GPU.',
    languages: 'English',
    parameters: 184e6,
    maxTokens: 512,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'onnx-community/gte-multilingual-reranker-base',
    goodFor: 'Many languages and long documents at a middling size; wants a GPU.',
    languages: 'many',
    parameters: 306e6,
    maxTokens: 8192,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'onnx-community/bge-reranker-v2-m3-ONNX',
    goodFor: 'Many languages, also with the query in another than the passage; wants a GPU.',
    languages: 'many',
    parameters: 568e6,
    maxTokens: 8192,
    licence: 'apache-2.0',
  },
  {
    kind: 'cross-encoder',
    repository: 'onnx-community/Qwen3-Reranker-0.6B-ONNX',
    goodFor: 'Follows an instruction that says what counts as relevant; many languages; wants a strong GPU.',
    languages: 'many',
    parameters: 596e6,
    maxTokens: 32_768,
    licence: 'apache-2.0',
  },
  {
    kind: 'dual-encoder',
    repository: 'minishlab/potion-base-8M',
    goodFor: 'Token vectors without attention: whole corpora in seconds, roughly.',
    languages: 'English',
    parameters: 7.6e6,
    maxTokens: 4096,
    licence: 'mit',
  },
  {
    kind: 'dual-encoder',
    repository: 'Xenova/all-MiniLM-L6-v2',
    goodFor: 'Similar sentences and short passages; small and well known.',
    languages: 'English',
    parameters: 22.7e6,
    maxTokens: 256,
    licence: 'apache-2.0',
  },
  {
    kind: 'dual-encoder',
    repository: 'Xenova/bge-small-en-v1.5',
    goodFor: 'Questions against passages, better than MiniLM for search.',
    languages: 'English',
    parameters: 33.4e6,
    maxTokens: 512,
    licence: 'mit',
  },
  {
    kind: 'dual-encoder',
    repository: 'Xenova/multilingual-e5-small',
    goodFor: 'Questions against passages in about a hundred languages.',
    languages: 'many',
    parameters: 118e6,
    maxTokens: 512,
    licence: 'mit',
  },
  {
    kind: 'dual-encoder',
    repository: 'Alibaba-NLP/gte-modernbert-base',
    goodFor: 'English and code, long documents too; slow, for vectors are made on the processor.',
    languages: 'English',
    parameters: 149e6,
    maxTokens: 8192,
    licence: 'apache-2.0',
  },
];
