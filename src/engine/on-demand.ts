import { once } from './once.ts';

// biome-ignore lint/suspicious/noExplicitAny: stands for any list of arguments; `unknown` would accept none that are typed.
type Methods = Record<string, (...args: any[]) => Promise<unknown>>;

/**
 * Methods whose code is fetched when one of them is first called: a page is not to wait for what it may never use. `names`
 * are all of them, as the keys of an object so that the compiler sees when one is missing. Where the code cannot be
 * fetched the call is rejected, and the next one tries again.
 */
export function onDemand<Loaded extends { [Name in keyof Loaded]: Methods[string] }>(
  names: Readonly<Record<keyof Loaded, true>>,
  load: () => Promise<Loaded>,
): Loaded {
  const loaded = once(load);
  const methods = Object.keys(names).map((name) => [
    name,
    async (...args: unknown[]) => (await loaded())[name as keyof Loaded](...args),
  ]);
  return Object.fromEntries(methods);
}
