import { XennError } from '../core/errors.ts';
import type { Gpu } from './device.ts';
import workgroupSource from './workgroup.wgsl?raw';

/** Invocations of a workgroup: LANES of workgroup.wgsl. */
export const LANES = 64;

/** A compiled shader. Binding 0 is its uniform parameters, bindings 1, 2, ... its storage buffers. */
export interface Kernel {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
}

/** What a kernel is bound to: all of `buffer`, which must hold at least `entries` 32-bit numbers. */
export interface Binding {
  readonly buffer: GPUBuffer;
  readonly entries: number;
}

/** One dispatch, as plain data. */
export interface KernelRun {
  readonly kernel: Kernel;
  /** The fields of the shader's `Params`, four bytes each, in order. */
  readonly params: readonly Param[];
  readonly bindings: readonly Binding[];
  readonly workgroups: number;
}

export type Param = { readonly u32: number } | { readonly f32: number };

const kernelsOfDevice = new WeakMap<GPUDevice, Map<string, Promise<Kernel>>>();

/**
 * Compiles a shader, once per device and source. `workgroup.wgsl` stands before it.
 *
 * Throws GpuError with the line of source that does not compile.
 */
export function loadKernel(gpu: Gpu, label: string, source: string): Promise<Kernel> {
  const kernels = kernelsOfDevice.get(gpu.device) ?? new Map<string, Promise<Kernel>>();
  kernelsOfDevice.set(gpu.device, kernels);
  const known = kernels.get(source);
  if (known) return known;
  const kernel = compile(gpu.device, label, `${workgroupSource}\n${source}`);
  kernels.set(source, kernel);
  // A failure is not kept: the next call tries again.
  kernel.catch(() => kernels.delete(source));
  return kernel;
}

async function compile(device: GPUDevice, label: string, code: string): Promise<Kernel> {
  // Without a scope the same error would also count as a failure of the device.
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label, code });
  const [{ messages }] = await Promise.all([module.getCompilationInfo(), device.popErrorScope()]);
  const error = messages.find(({ type }) => type === 'error');
  if (error) {
    const line = code.split('\n')[error.lineNum - 1] ?? '';
    throw new XennError(
      'GpuError',
      `The shader "${label}" does not compile: ${error.message}\n${line.trim()}`,
    );
  }
  const pipeline = await device.createComputePipelineAsync({
    label,
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  return { label, pipeline };
}

/**
 * Workgroups per dimension for at least `count` of them; the shader ignores the surplus. More than
 * `limit` (65,535 on most devices) do not fit into one dimension.
 */
export function planWorkgroups(count: number, limit: number): { x: number; y: number } {
  const y = Math.ceil(count / limit);
  const x = y === 0 ? 0 : Math.ceil(count / y);
  if (y <= limit) return { x, y };
  throw new XennError(
    'GpuError',
    `${count} workgroups were asked for, but ${limit} x ${limit} is the limit.`,
  );
}

/** Throws a GpuError for what the GPU would refuse, or worse, would read beyond. */
export function checkRun(run: KernelRun, limits: GPUSupportedLimits): void {
  const { kernel, bindings } = run;
  if (bindings.length > limits.maxStorageBuffersPerShaderStage) {
    throw new XennError(
      'GpuError',
      `Kernel "${kernel.label}" binds ${bindings.length} buffers, but ` +
        `${limits.maxStorageBuffersPerShaderStage} is the limit of this GPU.`,
    );
  }
  for (const { buffer, entries } of bindings) {
    if (buffer.size < entries * 4) {
      throw new XennError(
        'GpuError',
        `Kernel "${kernel.label}" needs ${entries} entries in "${buffer.label}", which has ${buffer.size / 4}.`,
      );
    }
  }
}

/** Submits the runs in order; each sees what the ones before it wrote. All are checked before any GPU call. */
export function submitRuns(gpu: Gpu, label: string, runs: readonly KernelRun[]): void {
  const { device } = gpu;
  for (const run of runs) checkRun(run, device.limits);
  const plans = runs.map(({ workgroups }) =>
    planWorkgroups(workgroups, device.limits.maxComputeWorkgroupsPerDimension),
  );
  const params = runs.map((run) => uploadParams(device, run));
  const encoder = device.createCommandEncoder({ label });
  const pass = encoder.beginComputePass({ label });
  runs.forEach(({ kernel, bindings }, index) => {
    const buffers = [params[index], ...bindings.map(({ buffer }) => buffer)];
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const layout = kernel.pipeline.getBindGroupLayout(0);
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, device.createBindGroup({ label: kernel.label, layout, entries }));
    pass.dispatchWorkgroups(plans[index].x, plans[index].y);
  });
  pass.end();
  device.queue.submit([encoder.finish()]);
  for (const buffer of params) buffer.destroy();
}

function uploadParams(device: GPUDevice, { kernel, params }: KernelRun): GPUBuffer {
  const bytes = new DataView(new ArrayBuffer(params.length * 4));
  params.forEach((param, index) => {
    if ('u32' in param) bytes.setUint32(index * 4, param.u32, true);
    else bytes.setFloat32(index * 4, param.f32, true);
  });
  const label = `${kernel.label} params`;
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label, size: bytes.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, bytes.buffer);
  return buffer;
}
