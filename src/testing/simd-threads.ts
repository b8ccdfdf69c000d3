export { nodeThreads } from '../headless/simd-threads.ts';
