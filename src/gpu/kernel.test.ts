import { describe, expect, test } from 'vitest';
import { checkRun, LANES, planWorkgroups } from './kernel.ts';
import workgroupSource from './workgroup.wgsl?raw';

describe('planWorkgroups', () => {
  test.each([
    { count: 0, limit: 10, plan: { x: 0, y: 0 } },
    { count: 1, limit: 10, plan: { x: 1, y: 1 } },
    { count: 10, limit: 10, plan: { x: 10, y: 1 } },
    { count: 11, limit: 10, plan: { x: 6, y: 2 } },
    { count: 100, limit: 10, plan: { x: 10, y: 10 } },
    { count: 65_537, limit: 65_535, plan: { x: 32_769, y: 2 } },
  ])('$count workgroups, $limit per dimension', ({ count, limit, plan }) => {
    expect(planWorkgroups(count, limit)).toEqual(plan);
  });

  test('more than two dimensions hold is refused', () => {
    expect(() => planWorkgroups(101, 10)).toThrow('101 workgroups were asked for, but 10 x 10 is the limit.');
  });
});

test('more buffers than the GPU binds are refused', () => {
  const kernel = { label: 'wide', pipeline: {} as GPUComputePipeline };
  const bindings = [1, 2, 3].map((entries) => ({ buffer: { label: 'b', size: 16 } as GPUBuffer, entries }));
  const limits = { maxStorageBuffersPerShaderStage: 2 } as GPUSupportedLimits;
  expect(() => checkRun({ kernel, params: [], bindings, workgroups: 1 }, limits)).toThrow(
    'Kernel "wide" binds 3 buffers, but 2 is the limit of this GPU.',
  );
});

test('plans count with as many lanes as the shaders have', () => {
  expect(workgroupSource).toContain(`const LANES = ${LANES}u;`);
});
