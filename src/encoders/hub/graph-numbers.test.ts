import { expect, it } from 'vitest';
import { graphNumbers } from './graph-numbers.ts';

it.each([
  ['onnx/model.onnx', 'fp32'],
  ['model.onnx', 'fp32'],
  ['onnx/model_fp16.onnx', 'fp16'],
  ['onnx/model_q4f16.onnx', 'q4f16'],
  ['onnx/model_q4.onnx', 'q4'],
  ['onnx/model_bnb4.onnx', 'bnb4'],
  ['onnx/model_O1.onnx', 'fp32 (O1)'],
  ['onnx/model_O2.onnx', 'fp32 (O2)'],
  ['onnx/model_O3.onnx', 'fp32 (O3)'],
  ['onnx/model_O4.onnx', 'fp16 (O4)'],
  ['onnx/model_quantized.onnx', 'int8'],
  ['onnx/model_int8.onnx', 'int8'],
  ['onnx/model_uint8.onnx', 'int8'],
  ['model_quant.onnx', 'int8'],
  ['onnx/model_qint8_arm64.onnx', 'int8 (arm64)'],
  ['onnx/model_qint8_avx512_vnni.onnx', 'int8 (avx512_vnni)'],
  ['onnx/model_quint8_avx2.onnx', 'int8 (avx2)'],
  ['onnx/decoder_model_merged.onnx', 'unknown (decoder_model_merged)'],
])('calls %s %s', (path, label) => {
  expect(graphNumbers(path).label).toBe(label);
  expect(label.startsWith(graphNumbers(path).dtype)).toBe(true);
});

it.each([
  ['onnx/model.onnx', undefined],
  ['onnx/model_fp16.onnx', undefined],
  ['onnx/model_q4.onnx', undefined],
  [
    'onnx/model_quantized.onnx',
    'Scores may depend on what else is in the batch: a cross-encoder then runs pair by pair, which is slower on a GPU.',
  ],
  [
    'onnx/model_O4.onnx',
    'Fused for ONNX Runtime on one kind of processor: parts of it may not run on WebGPU.',
  ],
  ['onnx/decoder.onnx', 'Its name does not say what it computes with.'],
])('warns of %s: %s', (path, caution) => {
  expect(graphNumbers(path).caution).toBe(caution);
});
