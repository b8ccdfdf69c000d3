import type { Compute } from '../core/compute.ts';
import type { Simd } from './simd.ts';
import { applySimdTower } from './simd-apply-tower.ts';
import { openSimdFactorization } from './simd-factorization.ts';
import { createSimdMultiply } from './simd-multiply.ts';
import { solveSimdRidges } from './simd-ridges.ts';
import { openSimdTowers } from './simd-towers.ts';

/** `Compute` in WebAssembly, in float32. Owns `simd` from now on: `dispose` closes it. */
export function createSimdCompute(simd: Simd): Compute {
  return {
    name: 'simd',
    ...createSimdMultiply(simd),
    openFactorization: (problem) => openSimdFactorization(simd, problem),
    solveRidges: (problem) => solveSimdRidges(simd, problem),
    openTowers: (problem) => openSimdTowers(simd, problem),
    applyTower: (tower, inputs) => applySimdTower(simd, tower, inputs),
    dispose: () => simd.close(),
  };
}
