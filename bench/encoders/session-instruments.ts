/** Runs in the app's session worker, ahead of it: the benchmark's build puts it there. Tells what it sees when asked. */
import { watchGpu, watchWasmMemory } from './instruments.ts';
import { READINGS_CHANNEL, type Readings } from './readings.ts';

const wasmBytes = watchWasmMemory();
const gpuCounts = watchGpu();

const channel = new BroadcastChannel(READINGS_CHANNEL);
channel.onmessage = ({ data }) => {
  if (data !== 'read') return;
  const readings: Readings = { wasmBytes: wasmBytes(), gpu: gpuCounts() };
  channel.postMessage(readings);
};
