/** Two calls that need the same of a corpus at the same time. */
import { describe, expect, it } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { createItemSpaces } from './item-spaces.ts';
import { createCorpusOpener, type OpenCorpus } from './open-corpus.ts';
import type { Store } from './ports.ts';
import type { CallContext, JobProgress } from './records.ts';
import { createSpeedRecord } from './speed.ts';

const DOCUMENT_COUNT = 30;
const CANCELLED = { name: 'CancelledError', message: 'Cancelled.' };

/** Holds work up until it is opened. */
function closedGate() {
  let arrive: () => void = () => undefined;
  let open: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let passes = 0;
  return {
    reached,
    open: () => open(),
    passes: () => passes,
    async pass() {
      passes += 1;
      arrive();
      await opened;
    },
  };
}

/** Opens a small corpus; embedding it waits at one gate, counting its terms at the other. */
async function gatedCorpus() {
  const store = await createMemoryStore();
  const corpusId = await store.beginImport('corpus', 'test');
  const topics = ['yeast ferments dough', 'glaciers carve valleys'];
  const documents = Array.from({ length: DOCUMENT_COUNT }, (_, i) => ({
    id: `d${i}`,
    title: `Word${i}`,
    text: topics[i % 2],
  }));
  await store.appendDocuments(corpusId, documents);
  await store.commitImport(corpusId);
  const embedding = closedGate();
  const counting = closedGate();
  const gated: Store = {
    ...store,
    async readDocumentPage(...page) {
      await embedding.pass();
      return store.readDocumentPage(...page);
    },
    async readDocuments(...rows) {
      await counting.pass();
      return store.readDocuments(...rows);
    },
  };
  const encoders = createFakeEncoders();
  const opener = createCorpusOpener({
    store: gated,
    loadEncoders: async () => encoders,
    loadSpeed: async () => createSpeedRecord(encoders.report()),
  });
  const open = (context?: CallContext<JobProgress>) => opener.open(corpusId, createCpuCompute(), context);
  return { open, embedding, counting, storedVectors: () => store.readMatrix(corpusId, 'embedding:fake-de') };
}

describe('one pass over the corpus', () => {
  it('goes on for the second caller when the first cancels', async () => {
    const { open, embedding } = await gatedCorpus();
    const stop = new AbortController();
    const reports: JobProgress[] = [];
    const first = open({ cancel: stop.signal });
    const second = open({ onProgress: (report) => reports.push(report) });
    await embedding.reached;
    stop.abort();
    await expect(first).rejects.toMatchObject(CANCELLED);
    embedding.open();
    expect((await second).matrices.itemVectors.rows).toBe(DOCUMENT_COUNT);
    expect(embedding.passes()).toBe(1);
    expect(reports.at(-1)).toMatchObject({ done: DOCUMENT_COUNT, total: DOCUMENT_COUNT });
  });

  it('is stopped when both cancel, and stores nothing', async () => {
    const { open, embedding, storedVectors } = await gatedCorpus();
    const stops = [new AbortController(), new AbortController()];
    const callers = stops.map(({ signal }) => open({ cancel: signal }));
    await embedding.reached;
    for (const stop of stops) stop.abort();
    embedding.open();
    for (const outcome of await Promise.allSettled(callers)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: CANCELLED });
    }
    expect(await storedVectors()).toBeUndefined();
    expect((await open()).matrices.itemVectors.rows).toBe(DOCUMENT_COUNT);
  });
});

describe('the lexical space', () => {
  const spaces = createItemSpaces();
  it.each<[what: string, open: (corpus: OpenCorpus) => Promise<{ itemVectors: { rows: number } }>]>([
    ['by itself', (corpus) => corpus.openStart('lsa')],
    ['as an item space', (corpus) => spaces.open(corpus, 'lsa')],
  ])('%s goes on for the second caller when the first cancels', async (_, openSpace) => {
    const { open, embedding, counting } = await gatedCorpus();
    embedding.open();
    const stop = new AbortController();
    const first = openSpace(await open({ cancel: stop.signal }));
    const second = openSpace(await open());
    await counting.reached;
    stop.abort();
    await expect(first).rejects.toMatchObject(CANCELLED);
    counting.open();
    expect((await second).itemVectors.rows).toBe(DOCUMENT_COUNT);
    expect(counting.passes()).toBe(1);
  });
});
