import { it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import type { FactorizationProblem } from './compute.ts';
import { openFactorization } from './cpu-factorization.ts';

// Shapes and what is refused are in src/testing/compute-tests.ts.
const problem: FactorizationProblem = {
  queryFactors: { rows: 2, cols: 3, data: Float32Array.of(0.5, -0.25, 1, 0, 0.75, -0.5) },
  itemFactors: { rows: 3, cols: 3, data: Float32Array.of(1, 0.5, 0.25, -0.5, 0.25, 0, 0.125, -1, 0.5) },
  queryRow: Uint32Array.of(0, 0, 1, 1),
  itemRow: Uint32Array.of(0, 2, 1, 0),
  target: Float32Array.of(2, -1, 0.5, 0.25),
  learningRate: 0.05,
  weightDecay: 0.1,
};

it('takes the steps of torch.optim.AdamW', async () => {
  // u = torch.nn.Parameter(torch.tensor([[.5, -.25, 1.], [0., .75, -.5]], dtype=torch.float64))
  // v = torch.nn.Parameter(torch.tensor([[1., .5, .25], [-.5, .25, 0.], [.125, -1., .5]], dtype=torch.float64))
  // q = torch.tensor([0, 0, 1, 1]); i = torch.tensor([0, 2, 1, 0]); t = torch.tensor([2., -1., .5, .25])
  // adam = torch.optim.AdamW([u, v], lr=.05, weight_decay=.1)   # torch 1.13
  // for pairs in [[0, 1], [2, 3], [3, 0, 1]]:
  //   error = (u[q[pairs]] * v[i[pairs]]).sum(1) - t[pairs]; print(error.square().sum())
  //   adam.zero_grad(); error.square().mean().backward(); adam.step()
  const order = Uint32Array.of(0, 1, 2, 3, 3, 0, 1);
  const factorization = openFactorization(problem);
  const squaredErrors = [
    await factorization.step(order, 0, 2),
    await factorization.step(order, 2, 4),
    await factorization.step(order, 4, 7),
  ];
  expectAllClose(squaredErrors, [5.17578125, 0.10301235731909021, 3.7223298775781504], 1e-6);
  const { queryFactors, itemFactors } = await factorization.read();
  expectAllClose(
    queryFactors.data,
    [
      0.6147508042641513, -0.12595566021528948, 0.8681381298880417, -0.03628622720527596, 0.8125589795605732,
      -0.41268464167457186,
    ],
    1e-6,
  );
  expectAllClose(
    itemFactors.data,
    [
      1.1069481015000782, 0.38796325833474793, 0.36478178990351035, -0.4925374375, 0.3120505174357763,
      -0.06578179650849067, 0.0011044468424623866, -0.8667940061287608, 0.37203899922028094,
    ],
    1e-6,
  );
  factorization.dispose();
});
