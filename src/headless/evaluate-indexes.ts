/** The item spaces of an experiment over a corpus: start spaces as they are, indexes built first. */
import type { PairChoice, TrainQuerySource } from '../core/index-records.ts';
import type { Engine } from '../engine/engine.ts';
import { COST_METHODS } from '../engine/measure-cost.ts';
import {
  type CallContext,
  DUAL_ENCODER_SPACE,
  type IndexParameters,
  type ItemSpaceId,
  type JobProgress,
  START_SPACE_NAMES,
} from '../engine/records.ts';
import type { CorpusSource } from './evaluate-options.ts';
import { countWords } from './progress-line.ts';

/** In the order in which methods are set against each other. */
export interface NamedSpaces {
  readonly itemSpaces: readonly { readonly itemSpace: ItemSpaceId; readonly name: string }[];
  /** Undefined where neither an index nor a method asks for anchor scores. */
  readonly anchorSpace: ItemSpaceId | undefined;
}

export interface SpaceRequest {
  readonly corpusId: string;
  readonly source: Pick<
    CorpusSource,
    | 'indexes'
    | 'trainQueryCounts'
    | 'documentsPerQuery'
    | 'anchorCount'
    | 'trainSource'
    | 'startSpace'
    | 'madeQueries'
  >;
  /** Whether a method searches in anchor scores, whatever the indexes are. */
  readonly needsAnchors: boolean;
  readonly seed: number;
}

interface PlacedContext extends CallContext<JobProgress> {
  readonly say: (text: string) => void;
}

const METHODS_IN_NAMES = { 'mf-trns': 'MF_Trns', 'mf-ind': 'MF_Ind' } as const;

/** Builds the indexes; scores what they miss. Throws as `Engine.buildIndex` does. */
export async function openSpaces(
  engine: Pick<Engine, 'readCorpusDetails' | 'planIndex' | 'buildIndex'>,
  { corpusId, source, needsAnchors, seed }: SpaceRequest,
  context: PlacedContext,
): Promise<NamedSpaces> {
  const { ownTrainQueryCount } = await engine.readCorpusDetails({ corpusId });
  // Test queries that were made of titles are not to be trained on.
  const madeOf = source.madeQueries === 'titles' ? 'sentences' : 'titles';
  const trainQueries = source.trainSource ?? (ownTrainQueryCount > 0 ? 'own' : madeOf);
  const build = (parameters: Omit<IndexParameters, 'corpusId' | 'seed' | 'trainQueries'>) =>
    buildIndex(engine, { corpusId, seed, trainQueries, ...parameters }, context);

  const itemSpaces: { itemSpace: ItemSpaceId; name: string }[] = [];
  let anchorSpace: ItemSpaceId | undefined;
  const openAnchors = async () => {
    const name = `Anchors ${source.anchorCount}`;
    anchorSpace ??= await build({
      name,
      space: DUAL_ENCODER_SPACE,
      trainQueryCount: source.anchorCount,
      pairs: { kind: 'all' },
      method: COST_METHODS.adacur,
    });
    return { itemSpace: anchorSpace, name };
  };
  for (const index of source.indexes) {
    switch (index) {
      case 'none':
        itemSpaces.push({ itemSpace: DUAL_ENCODER_SPACE, name: START_SPACE_NAMES[DUAL_ENCODER_SPACE] });
        break;
      case 'lsa':
      case 'hybrid':
        itemSpaces.push({ itemSpace: index, name: START_SPACE_NAMES[index] });
        break;
      case 'anchors':
        itemSpaces.push(await openAnchors());
        break;
      case 'mf-trns':
      case 'mf-ind':
        for (const { trainQueryCount, documentsPerQuery } of sizes(source)) {
          const name = `${METHODS_IN_NAMES[index]} ${trainQueryCount} x ${documentsPerQuery}`;
          const method = COST_METHODS[index];
          const pairs = nearest(documentsPerQuery);
          const itemSpace = await build({ name, space: source.startSpace, trainQueryCount, pairs, method });
          itemSpaces.push({ itemSpace, name });
        }
    }
  }
  if (needsAnchors) await openAnchors();
  return { itemSpaces, anchorSpace };
}

function sizes({ trainQueryCounts, documentsPerQuery }: SpaceRequest['source']) {
  return trainQueryCounts.flatMap((trainQueryCount) =>
    documentsPerQuery.map((count) => ({ trainQueryCount, documentsPerQuery: count })),
  );
}

/** As the paper takes them: the dual-encoder's best documents of each train query. */
function nearest(documentsPerQuery: number): PairChoice {
  return { kind: 'per-query', documentsPerQuery, shares: { dualEncoder: 1, bm25: 0, random: 0 } };
}

async function buildIndex(
  engine: Pick<Engine, 'planIndex' | 'buildIndex'>,
  parameters: IndexParameters & { readonly trainQueries: TrainQuerySource },
  { say, ...context }: PlacedContext,
): Promise<ItemSpaceId> {
  const { trainQueryCount, scorerCalls, knownCalls, notes } = await engine.planIndex(parameters, context);
  say(
    `${parameters.name}: ${countWords(trainQueryCount)} train queries (${parameters.trainQueries}), ` +
      `${countWords(scorerCalls)} calls, of which ${countWords(knownCalls)} are known`,
  );
  for (const note of notes) say(`  ${note}`);
  return (await engine.buildIndex(parameters, context)).indexId;
}
