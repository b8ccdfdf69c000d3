/** Wiring only: a helper thread of src/simd. It waits and computes until it is terminated, and hears no message meanwhile. */
import { serveThread, type ThreadStart } from '../simd/thread.ts';

self.addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => serveThread(data), { once: true });
