import { XennError } from '../core/errors.ts';
import { createRandom } from '../core/random.ts';
import type { ExperimentRequest } from './experiment-records.ts';

/** Throws an InvalidArgumentError, in words, for a request that cannot be meant. */
export function checkExperimentRequest(request: ExperimentRequest): void {
  const { name, methods, budgets, ks, queryCount, seed } = request;
  if (name.trim() === '') throw refusal('Expected a name for the experiment, found none: type one.');
  if (methods.length === 0) {
    throw refusal('Expected at least one method in the experiment, found none: add one.');
  }
  const labels = methods.map(({ label }) => label);
  const repeated = labels.find((label, position) => labels.indexOf(label) !== position);
  if (repeated !== undefined) {
    throw refusal(
      `Expected every method under a label of its own, found “${repeated}” twice: rename one of them.`,
    );
  }
  checkAscending('budgets', budgets);
  checkAscending('values of k', ks);
  if (!isCount(queryCount)) {
    throw refusal(`The number of test queries must be a whole number of at least 1, but is ${queryCount}.`);
  }
  // Refuses a seed that is none.
  createRandom(seed);
}

function checkAscending(what: string, values: readonly number[]): void {
  const isAscending = values.every((value, i) => isCount(value) && (i === 0 || value > values[i - 1]));
  if (values.length > 0 && isAscending) return;
  throw refusal(
    `Expected ${what} that are whole numbers of at least 1, each once and ascending, found ` +
      `${values.length === 0 ? 'none' : values.join(', ')}.`,
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function refusal(message: string): XennError {
  return new XennError('InvalidArgumentError', message);
}
