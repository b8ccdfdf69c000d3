import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RerankApiName } from '../../core/model-choice.ts';
import { describeScale, type ScoreScale, scaleOf, toLogits } from './score-scale.ts';

const ADDRESS = 'http://localhost:8080';

test.each<{ api: RerankApiName; scores: number[]; scale: ScoreScale }>([
  { api: 'rerank', scores: [0.99, 0.001, 0, 1], scale: 'probability' },
  { api: 'rerank', scores: [0.99, -0.001], scale: 'logit' },
  { api: 'rerank', scores: [1.001, 0.5], scale: 'logit' },
  { api: 'cohere', scores: [2, -1], scale: 'probability' },
  { api: 'tei', scores: [0.9, 0.1], scale: 'logit' },
  { api: 'vllm-score', scores: [0.9, 0.1], scale: 'logit' },
  { api: 'infinity', scores: [0.9, 0.1], scale: 'logit' },
])('$api with the trial $scores: $scale', ({ api, scores, scale }) => {
  expect(scaleOf(api, Float64Array.from(scores))).toBe(scale);
});

test.each<{ api: RerankApiName; scale: ScoreScale; trial: number[]; sentence: string }>([
  {
    api: 'tei',
    scale: 'logit',
    trial: [2, 0.5],
    sentence: 'The scores are the raw logits of the model, as the server was asked for.',
  },
  {
    api: 'vllm-score',
    scale: 'logit',
    trial: [0.9, 0.1],
    sentence:
      'The scores are the raw logits of the model, as the server was asked for; but all of a trial lay from 0 to 1: an ' +
      'old version may give probabilities all the same.',
  },
  {
    api: 'rerank',
    scale: 'logit',
    trial: [2, 0.5],
    sentence: 'The scores are taken as raw logits, because a trial gave some outside 0 to 1.',
  },
  {
    api: 'cohere',
    scale: 'probability',
    trial: [0.9, 0.1],
    sentence:
      'The server gives probabilities; they are turned back into logits, and cut at 0.000001 from 0 and 1.',
  },
  {
    api: 'rerank',
    scale: 'probability',
    trial: [0.9, 0.1],
    sentence:
      'The scores are taken as probabilities, because a trial gave only numbers from 0 to 1; they are turned back ' +
      'into logits, and cut at 0.000001 from 0 and 1.',
  },
])('$api, $scale: $sentence', ({ api, scale, trial, sentence }) => {
  expect(describeScale(api, scale, Float64Array.from(trial))).toBe(sentence);
});

test('logits stay as they are', () => {
  expect(toLogits(Float64Array.of(-11, 0.5, 9), 'logit', ADDRESS)).toEqual(Float32Array.of(-11, 0.5, 9));
});

test('the logit of a probability is found again', () => {
  fc.assert(
    fc.property(fc.double({ min: -13, max: 13, noNaN: true }), (logit) => {
      const [found] = toLogits(Float64Array.of(1 / (1 + Math.exp(-logit))), 'probability', ADDRESS);
      expect(Math.abs(found - logit)).toBeLessThan(1e-5);
    }),
    { seed: 5 },
  );
});

test('probabilities too near to 0 and 1 are cut', () => {
  const logits = toLogits(Float64Array.of(0, 1e-9, 1, 0.5), 'probability', ADDRESS);
  expect([...logits].map((logit) => logit.toFixed(4))).toEqual(['-13.8155', '-13.8155', '13.8155', '0.0000']);
});

test.each([1.0001, -0.2])('%d is no probability', (score) => {
  expect(() => toLogits(Float64Array.of(0.5, score), 'probability', ADDRESS)).toThrow(
    expect.objectContaining({
      name: 'EncoderError',
      message:
        `http://localhost:8080: expected probabilities from 0 to 1, found ${score}. Connect again: the server may have ` +
        'changed its model, or be of another kind.',
    }),
  );
});
