import { XennError } from '../core/errors.ts';
import type { IndexMethod, PairChoice } from '../core/index-records.ts';
import type { IndexParameters } from './records.ts';

/** Shares add up to 1 but for rounding. */
const SHARE_TOLERANCE = 1e-6;

/** Throws InvalidArgumentError, in words for the person, when an index cannot be made with these. */
export function checkParameters({ name, trainQueryCount, space, pairs, method }: IndexParameters): void {
  if (name.trim() === '') fail('The index has no name: give it one.');
  checkWhole('train queries', trainQueryCount);
  checkPairs(pairs);
  if (method.kind === 'anchors') {
    if (pairs.kind !== 'all') fail('Anchor scores are dense: expected all documents to be scored.');
    return;
  }
  if (method.kind === 'de-dstl' && space !== 'dual-encoder') {
    fail(`Distillation trains the dual-encoder: expected its vectors to start from, got ${space}.`);
  }
  checkMethod(method);
}

function checkPairs(pairs: PairChoice): void {
  if (pairs.kind === 'per-query') {
    checkWhole('documents per train query', pairs.documentsPerQuery);
    const { dualEncoder, bm25, random } = pairs.shares;
    const shares = [dualEncoder, bm25, random];
    const sum = dualEncoder + bm25 + random;
    if (!shares.every((share) => share >= 0) || !(Math.abs(sum - 1) <= SHARE_TOLERANCE)) {
      fail(`Expected shares of at least 0 that add up to 1, got ${shares.join(', ')}.`);
    }
  }
  if (pairs.kind === 'per-document') checkWhole('train queries per document', pairs.queriesPerDocument);
}

function checkMethod(method: Exclude<IndexMethod, { kind: 'anchors' }>): void {
  checkWhole('epochs', method.epochs);
  checkWhole('epochs of patience', method.patience);
  if (method.kind === 'mf-trns' && method.solver === 'als') {
    checkAbove0('regularisation', method.regularization);
    return;
  }
  checkWhole(method.kind === 'de-dstl' ? 'train queries a step' : 'pairs a step', method.batchSize);
  checkAbove0('learning rate', method.learningRate);
  if (!(method.weightDecay >= 0)) fail(`Expected a weight decay of at least 0, got ${method.weightDecay}.`);
  if (method.kind === 'de-dstl') checkAbove0('temperature', method.temperature);
}

function checkWhole(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) fail(`Expected 1 or more ${what}, got ${value}.`);
}

function checkAbove0(what: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) fail(`Expected a ${what} above 0, got ${value}.`);
}

function fail(message: string): never {
  throw new XennError('InvalidArgumentError', message);
}
