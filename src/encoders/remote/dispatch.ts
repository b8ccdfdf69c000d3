/** Shares work out to several servers: whichever is free takes the next batch. */
import { cancelledError, XennError } from '../../core/errors.ts';
import type { Cancel } from '../../core/types.ts';
import { createQueue, type Queue } from '../queue.ts';
import type { Endpoint } from './endpoint.ts';
import { BatchTooLargeError } from './json-request.ts';

export interface Server {
  readonly endpoint: Endpoint;
  /** Each runs one request at a time, of whichever job. */
  readonly lanes: readonly Queue[];
  /** Shrinks when the server refuses a batch for its size. */
  batchSize: number;
  /** Set: no job asks it. */
  failedBecause?: string | undefined;
}

export interface Job<Result> {
  /** Positions not yet scored, next first. Emptied; given back when a request fails. */
  readonly pending: number[];
  readonly ask: (endpoint: Endpoint, positions: readonly number[], signal: AbortSignal) => Promise<Result>;
  /** Called for one result at a time, and awaited. */
  readonly deliver: (result: Result) => Promise<void> | void;
  /** Called with the reason when a server fails while another one is left. */
  readonly onSetAside?: (reason: string) => void;
}

/** One batch is computed while the other is on its way. */
const REQUESTS_PER_SERVER = 2;

export function createServer(endpoint: Endpoint, batchSize: number): Server {
  return { endpoint, batchSize, lanes: Array.from({ length: REQUESTS_PER_SERVER }, createQueue) };
}

/**
 * Asks and delivers until nothing is pending. A server that fails is set aside, for later jobs too, as long as
 * another is left; when all have failed they are tried anew by the next job, and this one ends with EncoderError
 * and the reasons. An error of `deliver` ends the job as well, and a cancellation with CancelledError: at once
 * when `cancel` is an AbortSignal, else before the next batch. Nothing is delivered after that.
 */
export async function dispatch<Result>(
  servers: readonly Server[],
  job: Job<Result>,
  cancel?: Cancel,
): Promise<void> {
  const { pending } = job;
  const stop = new AbortController();
  const signal = cancel instanceof AbortSignal ? AbortSignal.any([cancel, stop.signal]) : stop.signal;
  const oneAtATime = createQueue();

  /** Asks for the next batch and returns how to deliver it; undefined when there is none, or none came back. */
  const askNext = async (server: Server): Promise<(() => Promise<void>) | undefined> => {
    if (cancel?.aborted) throw cancelledError();
    signal.throwIfAborted();
    if (server.failedBecause !== undefined) return undefined;
    const positions = pending.splice(0, server.batchSize);
    if (positions.length === 0) return undefined;
    try {
      const result = await job.ask(server.endpoint, positions, signal);
      return async () => {
        signal.throwIfAborted();
        try {
          await job.deliver(result);
        } catch (error) {
          // At once: the next result may be waiting already.
          stop.abort(error);
          throw error;
        }
      };
    } catch (error) {
      signal.throwIfAborted();
      pending.unshift(...positions);
      const wasAside = hasFailed(server);
      takeNote(server, error as Error, positions.length);
      if (server.failedBecause !== undefined && !wasAside && !servers.every(hasFailed))
        job.onSetAside?.(server.failedBecause);
      return undefined;
    }
  };

  const work = async (server: Server, lane: Queue): Promise<void> => {
    while (pending.length > 0 && server.failedBecause === undefined) {
      const deliver = await lane(() => askNext(server));
      if (deliver) await oneAtATime(deliver);
    }
  };

  if (servers.every(hasFailed)) for (const server of servers) server.failedBecause = undefined;
  // A second round is needed only when a server gives a batch back after the others have finished.
  while (pending.length > 0) {
    if (servers.every(hasFailed)) {
      throw new XennError('EncoderError', servers.map(({ failedBecause }) => failedBecause).join('\n'));
    }
    const working = servers.flatMap((server) => server.lanes.map((lane) => work(server, lane)));
    try {
      await Promise.all(working);
    } catch (error) {
      stop.abort(error);
      await Promise.allSettled(working);
      throw cancel?.aborted ? cancelledError() : error;
    }
  }
}

function hasFailed({ failedBecause }: Server): boolean {
  return failedBecause !== undefined;
}

function takeNote(server: Server, error: Error, batchSize: number): void {
  if (error instanceof BatchTooLargeError && batchSize > 1) {
    server.batchSize = Math.min(server.batchSize, Math.floor(batchSize / 2));
  } else {
    server.failedBecause = error.message;
  }
}
