import type { ModelInputs } from '../../src/encoders/graph-inputs.ts';
import { plainFormat } from '../../src/encoders/pair-assembly.ts';
import type { ModelPair } from './model-folder.ts';

/** A cross-encoder for tests: one token of `encode` is one id, and `scoreOf` gives the score of a pair's ids. */
export function fakeCrossEncoder(
  maxTokens: number,
  encode: (text: string) => number[],
  scoreOf: (ids: Int32Array) => number,
): ModelPair['crossEncoder'] {
  return {
    tokenizer: {
      padId: 0,
      encode: (text, limit) => encode(text).slice(0, limit),
      encodePrompt: encode,
      idOf: () => 0,
    },
    format: plainFormat({ before: [0], between: [0], after: [0], passageType: 1 }, maxTokens, 0),
    scoreReader: { readAt: () => undefined, scores: ({ output }) => output },
    run: async ({ input_ids: { data, dims } }: ModelInputs) => {
      const [rows, length] = dims;
      const output = Float32Array.from({ length: rows }, (_, row) =>
        scoreOf(data.subarray(row * length, (row + 1) * length)),
      );
      return { output, dims: [rows, 1], modelMs: 1 };
    },
  };
}

/** A text is one token, its length, and that of the passage is the score of a pair. */
export const scoringByLength = {
  crossEncoder: fakeCrossEncoder(
    16,
    (text) => [text.length],
    (ids) => ids[3],
  ),
};
