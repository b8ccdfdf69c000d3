import type { GpuCounts } from './instruments.ts';

/** Of the worker that holds ONNX Runtime. */
export interface Readings {
  readonly wasmBytes: number;
  readonly gpu: GpuCounts;
}

export const READINGS_CHANNEL = 'xenn-bench-readings';

/** Asks the one session worker there is. */
export function readInstruments(): Promise<Readings> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(READINGS_CHANNEL);
    channel.onmessage = ({ data }) => {
      channel.close();
      resolve(data);
    };
    channel.postMessage('read');
  });
}
