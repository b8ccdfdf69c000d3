import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { updateByAdamW } from './adamw.ts';
import { type DistillProblem, distillLoss } from './distill-loss.ts';
import { createRandom } from './random.ts';
import { sparseFromEntries } from './sparse-from-entries.ts';

/** `python training/make_distill_reference.py`, PyTorch 2 in float32. */
describe('one step as PyTorch takes it', () => {
  const problem: DistillProblem = {
    queries: [Uint32Array.of(0, 1), Uint32Array.of(2)],
    documents: [Uint32Array.of(3, 0, 3), Uint32Array.of(4), Uint32Array.of(1, 2, 4)],
    observed: sparseFromEntries(
      2,
      3,
      Uint32Array.of(0, 0, 0, 1, 1),
      Uint32Array.of(0, 1, 2, 2, 0),
      Float32Array.of(0.75, -0.25, 0.5, 0, 0.25),
    ),
    temperature: 0.5,
  };
  const table = Float32Array.of(0.5, -0.25, 1, -1, 0.75, 0.25, 0.25, 0.5, -0.5, 1, 1, 0.5, -0.5, 0.25, -1);
  const gradient = new Float64Array(15).fill(9);
  const loss = distillLoss(problem, table, 3, Uint32Array.of(0, 1), gradient);

  it('loss and gradient', () => {
    expect(loss / 2).toBeCloseTo(0.896477222442627, 6);
    expectAllClose(
      gradient,
      [
        0.03676501289010048, -0.06859036535024643, 0.11578252911567688, 0.1752208173274994,
        0.002595065161585808, -0.04555663466453552, -0.48358583450317383, -0.028441131114959717,
        -0.42737847566604614, -0.0613364651799202, -0.09700125455856323, 0.16154667735099792,
        0.09702792018651962, 0.031292520463466644, -0.07303407043218613,
      ],
      2e-7,
    );
  });

  it('token vectors after AdamW', () => {
    const trained = table.slice();
    updateByAdamW(trained, gradient, new Float32Array(15), new Float32Array(15), 1, 0.1, 0.01);
    expectAllClose(
      trained,
      [
        0.3995000422000885, -0.1497500240802765, 0.8990000486373901, -1.0989999771118164, 0.6492503881454468,
        0.34974998235702515, 0.34974998235702515, 0.5994999408721924, -0.3995000123977661, 1.0989999771118164,
        1.0989999771118164, 0.3995000123977661, -0.5995000004768372, 0.14975005388259888, -0.8990000486373901,
      ],
      1e-6,
    );
  });
});

it('the gradient is that of finite differences, shared documents, repeated and missing tokens included', () => {
  const VOCABULARY = 5;
  const DIMENSION = 3;
  const text = fc.array(fc.nat(VOCABULARY - 1), { maxLength: 4 }).map((tokens) => Uint32Array.from(tokens));
  const texts = (count: number) => fc.array(text, { minLength: count, maxLength: count });
  const cases = fc.record({
    queries: texts(3),
    documents: texts(4),
    temperature: fc.constantFrom(0.2, 1),
    seed: fc.nat(1e6),
  });
  fc.assert(
    fc.property(cases, ({ queries, documents, temperature, seed }) => {
      const random = createRandom(seed);
      const gaussian = (count: number) => Array.from({ length: count }, () => random.nextGaussian());
      const table = Float64Array.from(gaussian(VOCABULARY * DIMENSION));
      const queryRow = Uint32Array.of(0, 0, 0, 1, 1, 2);
      const docRow = Uint32Array.of(0, 1, 2, 1, 3, 0);
      const observed = sparseFromEntries(3, 4, queryRow, docRow, Float32Array.from(gaussian(6)));
      const problem = { queries, documents, observed, temperature };
      const queryRows = Uint32Array.of(2, 0, 1);
      const gradient = new Float64Array(table.length);
      distillLoss(problem, table, DIMENSION, queryRows, gradient);
      const STEP = 1e-6;
      const meanLossWith = (position: number, change: number) => {
        const changed = table.slice();
        changed[position] += change;
        return distillLoss(problem, changed, DIMENSION, queryRows, new Float64Array(table.length)) / 3;
      };
      const differences = Array.from(
        table.keys(),
        (position) => (meanLossWith(position, STEP) - meanLossWith(position, -STEP)) / (2 * STEP),
      );
      expectAllClose(gradient, differences, 1e-5);
    }),
    { seed: 1, numRuns: 50 },
  );
});
