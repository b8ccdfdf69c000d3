import { expect, test } from 'vitest';
import { createServer, dispatch, type Server } from './dispatch.ts';
import type { Endpoint } from './endpoint.ts';
import { BatchTooLargeError } from './json-request.ts';

const endpointAt = (address: string): Endpoint => ({
  address,
  info: async () => ({}),
  score: () => Promise.reject(new Error('not asked here')),
});
const positions = (count: number) => Array.from({ length: count }, (_, position) => position);

/** A promise that is resolved from outside. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test('delivers one result at a time', async () => {
  let delivering = 0;
  const most: number[] = [];
  await dispatch([createServer(endpointAt('a'), 1), createServer(endpointAt('b'), 1)], {
    pending: positions(8),
    ask: async (_, [position]) => position,
    deliver: async () => {
      delivering += 1;
      most.push(delivering);
      // Every other request has come back by then.
      await new Promise((resolve) => setImmediate(resolve));
      delivering -= 1;
    },
  });
  expect(most).toEqual(Array(8).fill(1));
});

test('a lane asks for the next only when its result has been delivered', async () => {
  const asked: number[] = [];
  const { open, opened } = gate();
  const job = dispatch([createServer(endpointAt('a'), 1)], {
    pending: positions(6),
    ask: async (_, [position]) => {
      asked.push(position);
      return position;
    },
    deliver: () => opened,
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual([0, 1]);
  open();
  await job;
  expect(asked).toEqual(positions(6));
});

test('after an error nothing is delivered, and the job ends when its requests have', async () => {
  const delivered: number[] = [];
  const events: string[] = [];
  const job = dispatch([createServer(endpointAt('a'), 1), createServer(endpointAt('b'), 1)], {
    pending: positions(4),
    ask: async (_, [position], signal) => {
      if (position < 3) return position;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await new Promise((resolve) => setImmediate(resolve));
      events.push('request ended');
      throw signal.reason;
    },
    deliver: (position) => {
      delivered.push(position);
      throw new Error('disk full');
    },
  });
  await expect(job).rejects.toThrow('disk full');
  events.push('job ended');
  expect(delivered).toEqual([0]);
  expect(events).toEqual(['request ended', 'job ended']);
});

test('each position is delivered once, whatever is refused or fails', async () => {
  const servers = [createServer(endpointAt('a'), 7), createServer(endpointAt('b'), 5)];
  const delivered: number[] = [];
  await dispatch(servers, {
    pending: positions(40),
    ask: async ({ address }, batch) => {
      if (batch.length > 3) throw new BatchTooLargeError('too large');
      if (address === 'a' && batch.includes(20)) throw new Error('failed at 20');
      return batch;
    },
    deliver: (batch) => void delivered.push(...batch),
  });
  expect(delivered.sort((a, b) => a - b)).toEqual(positions(40));
  expect(servers.every(({ batchSize }) => batchSize <= 3)).toBe(true);
});

test('servers that all failed are tried anew by the next job only', async () => {
  const servers: Server[] = [createServer(endpointAt('a'), 1), createServer(endpointAt('b'), 1)];
  const failing = (pending: number[]) =>
    dispatch(servers, {
      pending,
      ask: ({ address }) => Promise.reject(new Error(`${address} failed.`)),
      deliver: () => undefined,
    });
  const pending = positions(9);
  await expect(failing(pending)).rejects.toMatchObject({
    name: 'EncoderError',
    message: 'a failed.\nb failed.',
  });
  expect(pending.sort((a, b) => a - b)).toEqual(positions(9));
  const delivered: number[] = [];
  await dispatch(servers, {
    pending,
    ask: async (_, [position]) => position,
    deliver: (position) => void delivered.push(position),
  });
  expect(delivered.length).toBe(9);
});

test('a server that is set aside while another goes on is told once, the last one by the error', async () => {
  const told: string[] = [];
  const ask = async ({ address }: Endpoint) => {
    throw new Error(`${address} is down`);
  };
  const servers = [createServer(endpointAt('a'), 1), createServer(endpointAt('b'), 1)];
  const job = dispatch(servers, {
    pending: positions(8),
    ask,
    deliver: () => undefined,
    onSetAside: (reason) => void told.push(reason),
  });
  await expect(job).rejects.toThrow('a is down\nb is down');
  expect(told).toEqual(['a is down']);
});
