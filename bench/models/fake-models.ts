import type { ModelInputs } from '../../src/encoders/session.ts';

/** For tests. A text is one token, its length, and that of the passage is the score of a pair. */
export const scoringByLength = {
  tokenizer: {
    specialIds: { pad: 0, unknown: 0, start: 0, separator: 0 },
    encode: (text: string) => [text.length],
  },
  crossEncoder: {
    maxTokens: 16,
    run: async ({ input_ids }: ModelInputs, rows: number, length: number) => ({
      output: Float32Array.from({ length: rows }, (_, row) => input_ids[row * length + 3]),
      modelMs: 1,
    }),
  },
};
