export type Dtype = 'fp32' | 'fp16' | 'q4f16' | 'q4' | 'bnb4' | 'int8' | 'unknown';

/** What a graph computes with, as its name says. */
export interface GraphNumbers {
  readonly dtype: Dtype;
  /** For people: 'fp32', 'int8 (avx512_vnni)', 'fp16 (O4)'. */
  readonly label: string;
  /** What to know before choosing it; absent when there is nothing to warn of. */
  readonly caution?: string;
  /** Lower is to be preferred: nearer to the model as it was trained, and run by more backends. */
  readonly rank: number;
}

const FUSED = 'Fused for ONNX Runtime on one kind of processor: parts of it may not run on WebGPU.';
const BATCH_DEPENDENT =
  'Scores may depend on what else is in the batch: a cross-encoder then runs pair by pair, which is slower on a GPU.';
const UNKNOWN = 'Its name does not say what it computes with.';

/**
 * By rank. The names are those of transformers.js (huggingface.co/docs/transformers.js/guides/dtypes) and of
 * Sentence Transformers' exports (sbert.net, "Speeding up Inference"): O1 to O3 are fp32, O4 is fp16.
 */
const NAMES: readonly { readonly name: RegExp; readonly dtype: Dtype; readonly caution?: string }[] = [
  { name: /^model$|(^|[_.-])(fp32|float32)$/i, dtype: 'fp32' },
  { name: /(^|[_.-])(fp16|float16)$/i, dtype: 'fp16' },
  { name: /(^|[_.-])q4f16$/i, dtype: 'q4f16' },
  { name: /(^|[_.-])q4$/i, dtype: 'q4' },
  { name: /(^|[_.-])bnb4$/i, dtype: 'bnb4' },
  { name: /_(?<detail>o[123])$/i, dtype: 'fp32', caution: FUSED },
  { name: /_(?<detail>o4)$/i, dtype: 'fp16', caution: FUSED },
  {
    name: /(^|[_.-])(quantized|quant|q8|q?u?int8)(_(?<detail>.+))?$/i,
    dtype: 'int8',
    caution: BATCH_DEPENDENT,
  },
  { name: /^(?<detail>.*)$/, dtype: 'unknown', caution: UNKNOWN },
];

/** Told by the name of the file alone: 'onnx/model_quantized.onnx' is int8. */
export function graphNumbers(path: string): GraphNumbers {
  const stem = path.slice(path.lastIndexOf('/') + 1, -'.onnx'.length);
  const rank = NAMES.findIndex(({ name }) => name.test(stem));
  const { name, dtype, caution } = NAMES[rank];
  const detail = name.exec(stem)?.groups?.detail;
  return { dtype, label: detail ? `${dtype} (${detail})` : dtype, rank, ...(caution && { caution }) };
}
