import { XennError } from '../core/errors.ts';
import type { ScoreRule } from '../core/model-settings.ts';
import type { ReadAt } from './graph-output.ts';
import type { ModelRun } from './session.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** How a model's output becomes one score a pair. */
export interface ScoreReader {
  /** What is to be read of the output for rows of these lengths (tokens); undefined: all of it. */
  readAt(lengths: readonly number[]): ReadAt | undefined;
  /** Raw scores, one a row. Throws EncoderError when the output has another width than the rule needs. */
  scores(run: ModelRun, rows: number): Float32Array;
  /**
   * Set for a causal model: it gives a logit for every word of its vocabulary at every token, of 150,000 words 0.6 MB a
   * token, which a batch would multiply beyond what a GPU or WebAssembly can hold.
   */
  readonly onePairAtATime?: true;
}

/** Throws EncoderError when the vocabulary does not hold the words that a rule compares. */
export function scoreReader(rule: ScoreRule, modelName: string, tokenizer: TextTokenizer): ScoreReader {
  const width = rule === 'single-logit' ? 1 : 2;
  const answers = rule === 'yes-or-no' ? [tokenizer.idOf('no'), tokenizer.idOf('yes')] : undefined;
  return {
    ...(answers && { onePairAtATime: true }),
    readAt: (lengths) => answers && { positions: lengths.map((length) => length - 1), columns: answers },
    scores: ({ output, dims }, rows) => {
      if (output.length !== rows * width) throw wrongWidth(modelName, rows, width, dims);
      if (width === 1) return output;
      return Float32Array.from({ length: rows }, (_, row) => output[2 * row + 1] - output[2 * row]);
    },
  };
}

function wrongWidth(modelName: string, rows: number, width: number, dims: readonly number[]): XennError {
  const logits = width === 1 ? 'one logit' : 'two logits';
  return new XennError(
    'EncoderError',
    `${modelName}: expected ${logits} a pair for ${rows} pairs, found an output of ${dims.join(' x ')}. Choose ` +
      'another score rule or another model.',
  );
}
