import type { GpuAdapter } from './backend-choice.ts';

/** The adapter the browser would use; undefined when it has no WebGPU or offers none (the null adapter). */
export async function findAdapter(): Promise<GpuAdapter | undefined> {
  // Twice: headless Chromium 156 on Linux answers the first question with null, and the next with the adapter.
  const adapter = (await navigator.gpu?.requestAdapter()) ?? (await navigator.gpu?.requestAdapter());
  if (!adapter) return undefined;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].filter((word) => word !== '');
  return { description: words.join(' ') || 'unnamed', software: isFallbackAdapter };
}
