/** Counts what a runtime asks of the platform, by listening in on the platform's own functions. */

/** Calls `seen` before each call of `target[method]`, with the object it is called on and the arguments. */
export function listenIn<T extends object>(
  target: T,
  method: keyof T & string,
  seen: (self: unknown, args: readonly unknown[]) => void,
): void {
  const original = target[method] as (...args: unknown[]) => unknown;
  Object.defineProperty(target, method, {
    configurable: true,
    writable: true,
    value: function (this: unknown, ...args: unknown[]) {
      seen(this, args);
      return original.apply(this, args);
    },
  });
}

/** Replaces the class `namespace[name]` by one that also hands each new instance to `seen`. */
export function listenToConstructor<T extends object>(
  namespace: T,
  name: keyof T & string,
  seen: (instance: object) => void,
): void {
  const original = namespace[name] as new (...args: unknown[]) => object;
  Object.defineProperty(namespace, name, {
    configurable: true,
    writable: true,
    value: new Proxy(original, {
      construct(target, args, newTarget) {
        const instance = Reflect.construct(target, args, newTarget);
        seen(instance);
        return instance;
      },
    }),
  });
}

/** A function that gives the bytes of all WebAssembly memories made from now on. They only ever grow. */
export function watchWasmMemory(): () => number {
  const memories: WebAssembly.Memory[] = [];
  listenToConstructor(WebAssembly, 'Memory', (memory) => {
    memories.push(memory as WebAssembly.Memory);
  });
  return () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

export interface GpuCounts {
  /** Compute pipelines and shader modules that were made. */
  readonly pipelines: number;
  readonly shaders: number;
  /** Dispatches of compute shaders. */
  readonly launches: number;
  readonly submissions: number;
  readonly bytesReadBack: number;
}

/** A function that gives what has been asked of WebGPU from now on. */
export function watchGpu(): () => GpuCounts {
  const counts = { pipelines: 0, shaders: 0, launches: 0, submissions: 0, bytesReadBack: 0 };
  const count = (name: keyof typeof counts) => () => {
    counts[name] += 1;
  };
  listenIn(GPUDevice.prototype, 'createComputePipeline', count('pipelines'));
  listenIn(GPUDevice.prototype, 'createComputePipelineAsync', count('pipelines'));
  listenIn(GPUDevice.prototype, 'createShaderModule', count('shaders'));
  listenIn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', count('launches'));
  listenIn(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', count('launches'));
  listenIn(GPUQueue.prototype, 'submit', count('submissions'));
  listenIn(GPUBuffer.prototype, 'mapAsync', (self, [mode, offset = 0, size]) => {
    if (mode !== GPUMapMode.READ) return;
    counts.bytesReadBack += Number(size ?? (self as GPUBuffer).size - Number(offset));
  });
  return () => ({ ...counts });
}
