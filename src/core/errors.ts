/**
 * Errors a person is meant to read. Only `name`, `message` and `stack` survive the way from a worker to
 * the page, so errors are told apart by `name`, and the message alone must say: what was expected, what
 * was found, what to do.
 */
export class XennError extends Error {
  override readonly name: XennErrorName;
  /** A message that quotes without end, a column's name or a path from a file, is cut in its middle. */
  constructor(name: XennErrorName, message: string) {
    super(message.length > MOST_CHARACTERS ? cutMiddle(message) : message);
    this.name = name;
  }
}

/** Of a message. */
const MOST_CHARACTERS = 4000;

/** What is wrong stands at the beginning, what to do at the end. */
function cutMiddle(message: string): string {
  return `${message.slice(0, MOST_CHARACTERS / 2)} … ${message.slice(-MOST_CHARACTERS / 2)}`;
}

export type XennErrorName =
  /** An argument of a function in core: a programming error or an impossible setting. */
  | 'InvalidArgumentError'
  /** A file that cannot be read as a corpus. */
  | 'ImportError'
  /** The database, the disk, or another tab holding them. */
  | 'StorageError'
  /** A check found that what is stored is not as it was written. */
  | 'DamagedError'
  /** A model file, a session, scores that cannot be right. */
  | 'EncoderError'
  /** No adapter, a lost device, a shader that does not compile. */
  | 'GpuError'
  /** WebAssembly without SIMD, its memory used up, a helper thread that died. */
  | 'SimdError'
  /** Training that did not converge. */
  | 'FactorizeError'
  /** A worker that stopped answering. */
  | 'WorkerError'
  /** The person cancelled. */
  | 'CancelledError';

export function cancelledError(): XennError {
  return new XennError('CancelledError', 'Cancelled.');
}

export function isDamaged(error: unknown): boolean {
  return error instanceof Error && error.name === 'DamagedError';
}

export function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'CancelledError' || error.name === 'AbortError');
}
