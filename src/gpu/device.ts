import { XennError } from '../core/errors.ts';

/** An open GPU device. Everything computed on it is worth nothing once `failure()` has an answer. */
export interface Gpu {
  readonly device: GPUDevice;
  /** The adapter as a person may know it, e.g. 'nvidia ampere'. */
  readonly adapter: string;
  /** It computes on the CPU. */
  readonly isSoftware: boolean;
  /** Why the device can no longer be trusted: it was lost, or refused a command. Undefined while all is well. */
  failure(): XennError | undefined;
  /** Frees the device and all that lives on it. */
  close(): void;
}

/**
 * Opens the fastest adapter with all the memory it allows.
 *
 * Throws GpuError when the browser has no WebGPU or no adapter, or when the adapter gives no device.
 */
export async function openGpu(webgpu: GPU | undefined = globalThis.navigator?.gpu): Promise<Gpu> {
  if (!webgpu) {
    throw new XennError(
      'GpuError',
      'This browser has no WebGPU. Use a current Chrome, Edge, Firefox or Safari, or compute on the CPU.',
    );
  }
  const ask = () => webgpu.requestAdapter({ powerPreference: 'high-performance' });
  // Twice: headless Chromium 156 on Linux answers the first question with null, and the next with the adapter.
  const adapter = (await ask()) ?? (await ask());
  if (!adapter) {
    throw new XennError(
      'GpuError',
      'WebGPU is there, but no GPU adapter. Turn on hardware acceleration in the settings of the browser ' +
        'and update the graphics driver, or compute on the CPU.',
    );
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter
    .requestDevice({ label: 'xenn', requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } })
    .catch((error: unknown) => {
      throw new XennError(
        'GpuError',
        `The GPU adapter gave no device: ${error instanceof Error ? error.message : String(error)} ` +
          'Close other pages that use the GPU, or compute on the CPU.',
      );
    });
  return watchDevice(device, adapter.info);
}

function watchDevice(device: GPUDevice, info: GPUAdapterInfo): Gpu {
  let failure: XennError | undefined;
  void device.lost.then(({ message }) => {
    failure = new XennError(
      'GpuError',
      `The GPU device was lost: ${message} Reload the page, or compute on the CPU.`,
    );
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    failure ??= new XennError('GpuError', `The GPU refused a command: ${error.message}`);
  });
  return {
    device,
    adapter: describeAdapter(info),
    isSoftware: info.isFallbackAdapter,
    failure: () => failure,
    close: () => device.destroy(),
  };
}

function describeAdapter({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter((part) => part !== '').join(' ') || 'unnamed GPU';
}
