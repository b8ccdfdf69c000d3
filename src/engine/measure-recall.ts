import type { CorpusSummary } from '../core/records.ts';
import type { ItemSpace } from './item-space.ts';
import { RECALL_KEYS } from './measurement-keys.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { Store } from './ports.ts';
import { planTestQueries, rankTestQueries } from './rank-test-queries.ts';
import type { CallContext, ItemSpaceId, JobProgress, MeasuredRecall, RecallSettings } from './records.ts';
import { estimateRecall, simulateSearches } from './simulate-search.ts';

/** Recall of other documents is another recall. */
const keyStart = (corpusHash: string) => `${RECALL_KEYS}${corpusHash}:`;

/** The last recall measured of each item space, with the documents that the corpus has. */
export async function readRecalls(
  store: Store,
  { corpusId, hash }: CorpusSummary,
): Promise<MeasuredRecall[]> {
  const values = await store.listMeasurements(corpusId, keyStart(hash));
  return values.map((value) => JSON.parse(value) as MeasuredRecall);
}

/**
 * Recall of adaptive search in each item space over the same test queries, kept with the corpus.
 *
 * @throws InvalidArgumentError without test queries; CancelledError (scores are kept); EncoderError; StorageError.
 */
export async function measureRecall(
  corpus: OpenCorpus,
  itemSpaces: readonly ItemSpaceId[],
  settings: RecallSettings,
  openSpace: (itemSpace: ItemSpaceId) => Promise<ItemSpace>,
  context: CallContext<JobProgress> = {},
): Promise<MeasuredRecall[]> {
  const { store, corpusId, corpusHash, encoders } = corpus;
  const crossEncoderHash = encoders.crossEncoder.identity.hash;
  const dualEncoderHash = encoders.dualEncoder.identity.hash;
  const plan = await planTestQueries(corpus, settings);
  const queries = await rankTestQueries(corpus, plan, settings.budget, context);
  const measured: MeasuredRecall[] = [];
  for (const itemSpace of itemSpaces) {
    context.cancel?.throwIfAborted();
    const recalls = await simulateSearches(await openSpace(itemSpace), queries, settings, corpus.compute);
    const estimate = estimateRecall(recalls, settings.seed);
    const record: MeasuredRecall = {
      itemSpace,
      crossEncoderHash,
      dualEncoderHash,
      settings,
      ...estimate,
      measuredMs: Date.now(),
    };
    await store.writeMeasurement(
      corpusId,
      `${keyStart(corpusHash)}${crossEncoderHash}:${dualEncoderHash}:${itemSpace}`,
      JSON.stringify(record),
    );
    measured.push(record);
  }
  return measured;
}
