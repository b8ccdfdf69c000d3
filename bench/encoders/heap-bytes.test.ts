import { EventEmitter } from 'node:events';
import type { CDPSession } from 'playwright';
import { expect, it } from 'vitest';
import { inspectHeaps } from './heap-bytes.ts';

/** What a page or worker answers; `used` is its heap. */
function answer(method: string, used: number): object {
  if (method !== 'Runtime.getHeapUsage') return {};
  return { usedSize: used, embedderHeapUsedSize: 1, backingStorageSize: 2 };
}

/** A page of 1,000 bytes that delivers messages to workers by session id: one of 100, and of 10 inside that one. */
function fakePage() {
  const page = new EventEmitter();
  const collected: string[] = [];
  const toInner = (text: string) => {
    const { id, method } = JSON.parse(text);
    if (method.startsWith('HeapProfiler')) collected.push('inner');
    return { id, result: answer(method, 10) };
  };
  const fromOuter = (message: object) =>
    page.emit('Target.receivedMessageFromTarget', { sessionId: 'outer', message: JSON.stringify(message) });
  const toOuter = (text: string) => {
    const { id, method, params } = JSON.parse(text);
    if (method.startsWith('HeapProfiler')) collected.push('outer');
    fromOuter({ id, result: answer(method, 100) });
    if (method === 'Target.setAutoAttach') {
      fromOuter({
        method: 'Target.attachedToTarget',
        params: { sessionId: 'inner', targetInfo: { url: 'a.js' } },
      });
      fromOuter({
        method: 'Target.attachedToTarget',
        params: { sessionId: 'thread', targetInfo: { url: 'ort-wasm-simd-threaded.mjs' } },
      });
    }
    if (method === 'Target.sendMessageToTarget') {
      const message = JSON.stringify(toInner(params.message));
      fromOuter({
        method: 'Target.receivedMessageFromTarget',
        params: { sessionId: params.sessionId, message },
      });
    }
  };
  const send = async (method: string, params: { message: string }) => {
    if (method.startsWith('HeapProfiler')) collected.push('page');
    if (method === 'Target.sendMessageToTarget') toOuter(params.message);
    return answer(method, 1000);
  };
  return { page, collected, session: Object.assign(page, { send }) as unknown as CDPSession };
}

it('adds up page, workers and their workers after a collection, without the threads of the runtime', async () => {
  const { page, collected, session } = fakePage();
  const heapBytes = await inspectHeaps(session);
  expect(await heapBytes()).toBe(1003);
  page.emit('Target.attachedToTarget', { sessionId: 'outer', targetInfo: { url: 'bench.js' } });
  collected.length = 0;
  expect(await heapBytes()).toBe(1003 + 103 + 13);
  expect(collected).toEqual(['page', 'outer', 'inner']);
});

it('forgets a worker that has ended, and those that it had started', async () => {
  const { page, session } = fakePage();
  const heapBytes = await inspectHeaps(session);
  page.emit('Target.attachedToTarget', { sessionId: 'outer', targetInfo: { url: 'bench.js' } });
  page.emit('Target.detachedFromTarget', { sessionId: 'outer' });
  expect(await heapBytes()).toBe(1003);
});
