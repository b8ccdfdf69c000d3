import type { AdaptiveSearchOptions } from './adaptive-search.ts';
import { needsPosterior } from './batch-rules/batch-context.ts';
import { requireNeighbours } from './batch-rules/graph.ts';
import { checkCount, checkFinite, checkInteger, checkNumber, checkRows, checkSize } from './check.ts';
import { takesDiversity } from './diversity.ts';
import { XennError } from './errors.ts';
import { checkMatrix } from './matrix.ts';
import { checkFit } from './query-fit.ts';
import { createRandom } from './random.ts';
import type { ScoreScale } from './score-scale.ts';
import type { BatchRule } from './search-method.ts';

/** Throws an InvalidArgumentError for settings that do not fit together, before anything is scored. */
export function checkOptions(options: AdaptiveSearchOptions): void {
  const { matrix, prior, scoreScale, batchRule, fit, shortlist, neighbours } = options;
  checkMatrix('matrix', matrix);
  checkInteger('The number of items', matrix.rows, 1);
  checkCount('prior', prior.length, matrix.cols);
  checkFinite('prior', prior);
  options.columns?.forEach(({ values, priorWeight }, c) => {
    checkCount(`columns[${c}].values`, values.length, matrix.rows);
    checkNumber(`columns[${c}].priorWeight`, priorWeight, true, 'that is finite');
  });
  checkRows('firstStageRows', options.firstStageRows, matrix.rows);
  if (shortlist) checkRows('shortlist', shortlist, matrix.rows);
  if (neighbours) checkSize('The number of items of the neighbour graph', neighbours.itemCount, matrix.rows);
  if (batchRule.kind === 'graph') requireNeighbours(neighbours);
  checkRoundSizes(options.roundSizes, shortlist ? new Set(shortlist).size : matrix.rows);
  checkFit(fit);
  checkBatchRule(batchRule, fit.kind);
  checkDiversity(options.diversity, batchRule);
  checkStopping(options);
  // Refuses a seed that is none.
  createRandom(options.seed);
  if (scoreScale !== 'first-batch') checkScale(scoreScale);
}

function checkScale({ alpha, beta }: ScoreScale): void {
  if (Number.isFinite(alpha) && beta > 0 && Number.isFinite(beta)) return;
  throw new XennError(
    'InvalidArgumentError',
    `The score scale needs a finite alpha and a finite beta above 0, but has alpha ${alpha} and beta ${beta}.`,
  );
}

function checkRoundSizes(roundSizes: readonly number[], itemCount: number): void {
  checkInteger('The number of rounds', roundSizes.length, 1);
  for (const size of roundSizes) checkInteger('The size of a round', size, 1);
  const calls = roundSizes.reduce((sum, size) => sum + size);
  if (calls > itemCount) {
    throw new XennError(
      'InvalidArgumentError',
      `The rounds score ${calls} items, but only ${itemCount} can be found. Plan them for that many.`,
    );
  }
}

function checkBatchRule(rule: BatchRule, fitKind: string): void {
  switch (rule.kind) {
    case 'upper-confidence':
      checkNumber('deviations', rule.deviations, rule.deviations >= 0, 'of at least 0');
      break;
    case 'softmax':
      checkNumber('The temperature', rule.temperature, rule.temperature > 0, 'above 0');
      break;
    case 'epsilon-greedy':
      checkNumber('epsilon', rule.epsilon, rule.epsilon >= 0 && rule.epsilon <= 1, 'from 0 to 1');
      break;
  }
  const isBayesian = rule.kind === 'upper-confidence' || rule.kind === 'thompson';
  if (isBayesian && fitKind !== 'ridge') throw needsPosterior(`The batch rule '${rule.kind}'`, fitKind);
}

function checkDiversity(diversity: number, rule: BatchRule): void {
  checkNumber('diversity', diversity, diversity >= 0 && diversity < 1, 'of at least 0 and below 1');
  if (diversity > 0 && !takesDiversity(rule)) {
    throw new XennError(
      'InvalidArgumentError',
      `The batch rule '${rule.kind}' gives items no value that diversity could be weighed against. ` +
        'Set diversity to 0 or choose another rule.',
    );
  }
}

function checkStopping({ stopping, fit, transform, scoreScale, intercept }: AdaptiveSearchOptions): void {
  if (!stopping) return;
  const { k, confidence } = stopping;
  checkInteger('k of the stopping rule', k, 1);
  const isInRange = confidence > 0 && confidence < 1;
  checkNumber('The confidence of the stopping rule', confidence, isInRange, 'above 0 and below 1');
  if (fit.kind !== 'ridge') throw needsPosterior('The stopping rule', fit.kind);
  // Both were measured on queries drawn from the model: .88 and .81 of the searches were right that stated .98.
  if (transform !== 'identity') {
    throw new XennError(
      'InvalidArgumentError',
      `The stopping rule would be far too sure of itself with the transform '${transform}'. Choose the transform ` +
        "'identity', or do not stop early.",
    );
  }
  if (scoreScale === 'first-batch' && !intercept) {
    throw new XennError(
      'InvalidArgumentError',
      'The stopping rule would be far too sure of itself without an intercept where the score scale is estimated on ' +
        'the first batch. Turn the intercept on, or do not stop early.',
    );
  }
}

/** Throws an EncoderError unless there is one finite score per item. */
export function checkScores(scores: Float32Array, docRows: Uint32Array): void {
  if (scores.length !== docRows.length) {
    throw new XennError(
      'EncoderError',
      `The cross-encoder was given ${docRows.length} items and returned ${scores.length} scores. ` +
        'Expected one score per item; check the model or server.',
    );
  }
  const position = scores.findIndex((score) => !Number.isFinite(score));
  if (position !== -1) {
    throw new XennError(
      'EncoderError',
      `The cross-encoder returned ${scores[position]} for the item in row ${docRows[position]}. ` +
        'Expected a finite number; try another backend or model precision.',
    );
  }
}
