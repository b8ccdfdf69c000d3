/** Wiring only: a thread that searches for experiments. */
import * as Comlink from 'comlink';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createSearchHelper } from '../engine/search-helper.ts';
import { openSimdCompute } from '../simd/open-simd-compute.ts';
import { startSimdThread } from './simd-threads.ts';

const openCompute = () =>
  openSimdCompute({ threads: 1, startThread: startSimdThread }).then(
    ({ compute }) => compute,
    () => createCpuCompute(),
  );

Comlink.expose(createSearchHelper(openCompute));
