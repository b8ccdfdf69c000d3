import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createStorage, readBack, upload } from './buffers.ts';
import { type Gpu, openGpu } from './device.ts';
import { createGpuCompute } from './gpu-compute.ts';
import { type KernelRun, loadKernel, submitRuns } from './kernel.ts';

const double = `
struct Params { count: u32, offset: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = taskOf(group, groups);
  if (index < params.count) { values[index] = 2.0 * values[index] + params.offset; }
}`;

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.close());

async function runOfDouble(values: GPUBuffer, entries: number): Promise<KernelRun> {
  const kernel = await loadKernel(gpu, 'double', double);
  const params = [{ u32: entries }, { f32: 0.5 }];
  return { kernel, params, bindings: [{ buffer: values, entries }], workgroups: entries };
}

describe('loadKernel', () => {
  test('a shader that does not compile is shown with its line, and does not spoil the device', async () => {
    const broken = double.replace('2.0 * values', '2.0 * valuse');
    await expect(loadKernel(gpu, 'broken', broken)).rejects.toMatchObject({
      name: 'GpuError',
      message:
        'The shader "broken" does not compile: unresolved value \'valuse\'\n' +
        'if (index < params.count) { values[index] = 2.0 * valuse[index] + params.offset; }',
    });
    expect(await readBack(gpu, upload(gpu, 'one', Float32Array.of(1)), 1)).toEqual(Float32Array.of(1));
  });

  test('a source is compiled once, and a failure is not kept', async () => {
    const createShaderModule = vi.spyOn(gpu.device, 'createShaderModule');
    const source = `${double}\n// compiled once`;
    expect(await loadKernel(gpu, 'first', source)).toBe(await loadKernel(gpu, 'second', source));
    expect(createShaderModule).toHaveBeenCalledTimes(1);
    await expect(loadKernel(gpu, 'broken', 'fn')).rejects.toThrow('The shader "broken" does not compile');
    await expect(loadKernel(gpu, 'broken', 'fn')).rejects.toThrow('The shader "broken" does not compile');
    expect(createShaderModule).toHaveBeenCalledTimes(3);
    createShaderModule.mockRestore();
  });
});

describe('submitRuns', () => {
  test('runs see what the ones before them wrote', async () => {
    const values = upload(gpu, 'values', Float32Array.of(1, 2, 3));
    const run = await runOfDouble(values, 3);
    submitRuns(gpu, 'twice', [run, run]);
    expect(await readBack(gpu, values, 3)).toEqual(Float32Array.of(5.5, 9.5, 13.5));
  });

  test('more workgroups than one dimension holds each do their task once', async () => {
    const count = 2 * gpu.device.limits.maxComputeWorkgroupsPerDimension + 3;
    const values = createStorage(gpu, 'values', count);
    submitRuns(gpu, 'many', [await runOfDouble(values, count)]);
    const doubled = await readBack(gpu, values, count);
    expect(doubled.every((value) => value === 0.5)).toBe(true);
  });

  test('no workgroup is no work', async () => {
    const values = upload(gpu, 'values', Float32Array.of(1));
    submitRuns(gpu, 'none', [await runOfDouble(values, 0)]);
    expect(await readBack(gpu, values, 1)).toEqual(Float32Array.of(1));
  });

  test('a buffer that is too short stops all runs before any GPU call', async () => {
    const values = upload(gpu, 'values', Float32Array.of(1, 2, 3));
    const createCommandEncoder = vi.spyOn(gpu.device, 'createCommandEncoder');
    const good = await runOfDouble(values, 3);
    const bad = await runOfDouble(values, 4);
    expect(() => submitRuns(gpu, 'too short', [good, bad])).toThrow(
      'Kernel "double" needs 4 entries in "values", which has 3.',
    );
    expect(createCommandEncoder).not.toHaveBeenCalled();
    createCommandEncoder.mockRestore();
  });
});

test('a matrix is uploaded once, however often it is multiplied', async () => {
  const createBuffer = vi.spyOn(gpu.device, 'createBuffer');
  const compute = createGpuCompute(gpu);
  const matrix = { rows: 2, cols: 2, data: Float32Array.of(1, 2, 3, 4) };
  expect([...(await compute.multiply(matrix, Float64Array.of(1, 1)))]).toEqual([3, 7]);
  expect([...(await compute.multiply(matrix, Float64Array.of(1, -1)))]).toEqual([-1, -1]);
  const uploads = createBuffer.mock.calls.filter(([{ label }]) => label === 'matrix 2 x 2');
  expect(uploads.length).toBe(1);
  createBuffer.mockRestore();
});
