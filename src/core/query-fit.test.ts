import { describe, expect, it } from 'vitest';
import { checkFit, type QueryFit } from './query-fit.ts';

describe('checkFit', () => {
  it.each<QueryFit>([
    { kind: 'mix', lambda: 0 },
    { kind: 'mix', lambda: 1 },
    { kind: 'ridge', mu: 1e-3 },
    { kind: 'ridge', mu: 'leave-one-out' },
    { kind: 'gradient-step', learningRate: 20 },
  ])('takes %o', (fit) => {
    expect(() => checkFit(fit)).not.toThrow();
  });

  it.each<[QueryFit, string]>([
    [{ kind: 'mix', lambda: -0.1 }, 'lambda must be a number from 0 to 1, but is -0.1.'],
    [{ kind: 'mix', lambda: Number.NaN }, 'lambda must be a number from 0 to 1, but is NaN.'],
    [{ kind: 'ridge', mu: 0 }, 'mu must be a number above 0, but is 0.'],
    [{ kind: 'ridge', mu: Number.POSITIVE_INFINITY }, 'mu must be a number above 0, but is Infinity.'],
    [{ kind: 'gradient-step', learningRate: 0 }, 'The learning rate must be a number above 0, but is 0.'],
  ])('refuses %o', (fit, message) => {
    expect(() => checkFit(fit)).toThrow(message);
  });
});
