/** Whatever was thrown, as an Error with a message a person can read. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
