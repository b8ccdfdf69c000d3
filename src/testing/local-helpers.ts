import { createCpuCompute } from '../core/cpu-compute.ts';
import { createSearchHelper, type SearchHelpers } from '../engine/search-helper.ts';

/** Two helpers without threads: what crosses is copied as a thread would get it. */
export function startLocalHelpers(): SearchHelpers {
  const helpers = [1, 2].map(() => {
    const helper = createSearchHelper(async () => createCpuCompute());
    return {
      open: (grid: Parameters<typeof helper.open>[0]) => helper.open(structuredClone(grid)),
      search: async (query: Parameters<typeof helper.search>[0]) =>
        structuredClone(await helper.search(structuredClone(query))),
    };
  });
  return { helpers, close: () => undefined };
}
