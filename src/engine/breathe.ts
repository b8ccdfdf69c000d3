/** Lets posted messages in: a worker in a long loop would learn of a cancel only after it. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
