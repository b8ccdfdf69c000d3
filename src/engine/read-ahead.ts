/**
 * The same items; while one is worked on, the next is on its way. What `source` throws is thrown when its turn comes;
 * leaving early ends `source`.
 */
export async function* readAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  try {
    let next = source.next();
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // Awaited in the next turn; if there is none, nobody else hears of it.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
