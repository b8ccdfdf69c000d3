import { it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { updateByAdamW } from './adamw.ts';

it('takes the steps of torch.optim.AdamW', () => {
  // x = torch.nn.Parameter(torch.tensor([1., -2., .5, 0.], dtype=torch.float64))
  // adam = torch.optim.AdamW([x], lr=.1, weight_decay=.5)   # torch 2.15
  // for slope in [[1, -3, 0, 1e-8], [2, 3, 0, 0]]:
  //   x.grad = torch.tensor(slope, dtype=torch.float64); adam.step(); print(x.tolist())
  const values = Float32Array.of(1, -2, 0.5, 0);
  const moments = [new Float32Array(4), new Float32Array(4)] as const;
  updateByAdamW(values, Float64Array.of(1, -3, 0, 1e-8), ...moments, 1, 0.1, 0.5);
  expectAllClose(values, [0.850000001, -1.8000000003333332, 0.475, -0.05], 1e-6);
  updateByAdamW(values, Float64Array.of(2, 3, 0, 0), ...moments, 2, 0.1, 0.5);
  expectAllClose(values, [0.7109817989781663, -1.7152631581938593, 0.45125, -0.07525065409596976], 1e-6);
});
