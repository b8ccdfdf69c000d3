/** A build whose page is killed again and again: nothing that was stored is lost, nothing is half there. */
import { type Remote, wrap } from 'comlink';
import { afterEach, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import type { IndexParameters, IndexProgress } from '../engine/records.ts';
import type { BuildEvent, BuildWorker, Inspection } from '../testing/build-worker.ts';

const KILLS = 20;
/** Two dozen workers are started one after the other. */
const TIMEOUT_MS = 240_000;
/** Longest wait between the event and the kill. */
const MOST_MS = 6;

interface Page {
  readonly remote: Remote<BuildWorker>;
  /** Called for every event, in order. */
  onEvent: (event: BuildEvent) => void;
  kill(): void;
}

let pages: Worker[] = [];
// Other tests of this browser have the same storage.
afterEach(async () => {
  for (const worker of pages) worker.terminate();
  const last = openPage();
  await last.remote.removeFiles();
  last.kill();
  pages = [];
});

function openPage(): Page {
  const worker = new Worker(new URL('../testing/build-worker.ts', import.meta.url), { type: 'module' });
  pages.push(worker);
  const page: Page = {
    remote: wrap<BuildWorker>(worker),
    onEvent: () => undefined,
    kill: () => worker.terminate(),
  };
  worker.addEventListener('message', ({ data }: MessageEvent<BuildEvent>) => {
    if ('event' in data) page.onEvent(data);
  });
  return page;
}

/** Another index each time, with pairs of its own. */
function parametersOf(corpusId: string, round: number): IndexParameters {
  return {
    corpusId,
    name: `Index ${round}`,
    seed: round,
    space: 'dual-encoder',
    trainQueries: 'titles',
    trainQueryCount: 10,
    pairs: { kind: 'per-query', documentsPerQuery: 20, shares: { dualEncoder: 0, bm25: 0, random: 1 } },
    method: {
      kind: 'mf-trns',
      solver: 'adamw',
      learningRate: 1e-2,
      weightDecay: 0.01,
      epochs: 100,
      patience: 100,
      batchSize: 64,
    },
  };
}

it.each([
  ['scoring', 12],
  ['factorizing', 10],
  ['saving', 1],
] as const)(
  'killed 20 times at random points of %s',
  async (stage: IndexProgress['stage'], mostEvents) => {
    const first = openPage();
    await first.remote.removeFiles();
    const corpusId = await first.remote.importCorpus();
    first.kill();
    const random = createRandom(KILLS);
    const committed = new Map<string, number>();
    /** Rounds whose index the kill prevented. */
    let cutOff = 0;

    for (let round = 1; round <= KILLS; round++) {
      const page = openPage();
      await inspect(page, round - 1);
      await buildUntil(
        page,
        parametersOf(corpusId, round),
        1 + random.nextInt(mostEvents),
        MOST_MS * random.nextFloat(),
      );
    }

    const last = openPage();
    const { unfinished } = await inspect(last, KILLS);
    for (const parameters of unfinished) {
      const ran = await last.remote.build(parameters);
      expect(ran.filter((pair) => committed.has(pair))).toEqual([]);
    }
    // Saving is over in a moment: the storage's own tests stop in the middle of its transaction.
    if (stage !== 'saving') expect(cutOff).toBeGreaterThan(0);
    const done = await last.remote.inspect(corpusId);
    expect(done.unfinished).toEqual([]);
    expect(done.indexes.some(({ name }) => name === parametersOf(corpusId, KILLS).name)).toBe(true);

    /** What must hold after the page of a round was killed. */
    async function inspect({ remote }: Page, round: number): Promise<Inspection> {
      const found = await remote.inspect(corpusId);
      for (const [pair, score] of committed) expect(found.scores.get(pair)).toBe(score);
      for (const { rows, itemRows } of found.indexes) expect([rows, itemRows]).toEqual([120, 120]);
      const killed = parametersOf(corpusId, round);
      const isThere = found.indexes.some(({ name }) => name === killed.name);
      if (round > 0 && !isThere) cutOff += 1;
      // The index and the end of its job are one transaction.
      const isUnfinished = found.unfinished.some(({ name }) => name === killed.name);
      if (round > 0) expect(isUnfinished).toBe(!isThere);
      return found;
    }

    /** Kills the page `delayMs` after the event of this number in the stage. */
    async function buildUntil(
      page: Page,
      parameters: IndexParameters,
      eventCount: number,
      delayMs: number,
    ): Promise<void> {
      let seen = 0;
      await new Promise<void>((resolve, reject) => {
        page.onEvent = (data) => {
          if (data.event === 'committed') for (const [pair, score] of data.pairs) committed.set(pair, score);
          if (data.event !== 'stage' || data.stage !== stage) return;
          seen += 1;
          if (seen === eventCount) setTimeout(resolve, delayMs);
        };
        // A build that ends before that event was not killed; once it is, nothing comes of this any more.
        page.remote.build(parameters).then(() => resolve(), reject);
      });
      page.kill();
    }
  },
  TIMEOUT_MS,
);
