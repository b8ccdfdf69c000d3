import type { Store } from './ports.ts';

/** What a search or a measurement stores besides answering, or takes back: it can be made again. */
const BY_PRODUCTS: readonly (keyof Store)[] = [
  'writeScores',
  'writeMatrix',
  'deleteMatrix',
  'recordSearch',
  'writeMeasurement',
];

/**
 * The store as a tab may use it. In a tab that only reads, by-products are not kept, which the page says all the time;
 * what a person asks to be stored goes to the store, which refuses it in words.
 */
export function createTabStore(store: Store, readMode: () => Promise<'writer' | 'reader'>): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (!BY_PRODUCTS.includes(name)) return target[name];
      return async (...args: unknown[]) => {
        if ((await readMode()) === 'reader') return;
        await (target[name] as (...args: unknown[]) => Promise<void>)(...args);
      };
    },
  });
}
