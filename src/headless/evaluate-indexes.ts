/** The item spaces of an experiment over a corpus: start spaces as they are, indexes built first. */
import type { PairChoice, StartSpace } from '../core/index-records.ts';
import type { Engine } from '../engine/engine.ts';
import { COST_METHODS } from '../engine/measure-cost.ts';
import {
  type CallContext,
  type CostMethod,
  DUAL_ENCODER_SPACE,
  type IndexParameters,
  type ItemSpaceId,
  type JobProgress,
  START_SPACE_NAMES,
} from '../engine/records.ts';
import type { CorpusSource } from './evaluate-options.ts';
import { countWords } from './progress-line.ts';

export interface NamedSpace {
  readonly itemSpace: ItemSpaceId;
  readonly name: string;
}

/** In the order in which methods are set against each other. */
export interface NamedSpaces {
  readonly itemSpaces: readonly NamedSpace[];
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

/** What decides an index beside the corpus and the seed; its name says what came of it. */
interface WantedIndex {
  readonly method: CostMethod;
  readonly space: StartSpace;
  readonly trainQueryCount: number;
  readonly documentsPerQuery: number | 'all';
}

const METHODS_IN_NAMES = { 'mf-trns': 'MF_Trns', 'mf-ind': 'MF_Ind', adacur: 'Anchors' } as const;

/**
 * Builds the indexes, each under the size that it is trained on, once where several sizes come to that; scores what they
 * miss. Throws as `Engine.buildIndex` does.
 */
export async function openSpaces(
  engine: Pick<Engine, 'readCorpusDetails' | 'planIndex' | 'buildIndex'>,
  { corpusId, source, needsAnchors, seed }: SpaceRequest,
  context: PlacedContext,
): Promise<NamedSpaces> {
  const { ownTrainQueryCount } = await engine.readCorpusDetails({ corpusId });
  // Test queries that were made of titles are not to be trained on.
  const madeOf = source.madeQueries === 'titles' ? 'sentences' : 'titles';
  const trainQueries = source.trainSource ?? (ownTrainQueryCount > 0 ? 'own' : madeOf);
  /** By name. */
  const built = new Map<string, NamedSpace>();
  const build = (wanted: WantedIndex) =>
    buildIndex(engine, wanted, { corpusId, seed, trainQueries }, built, context);

  const itemSpaces = new Set<NamedSpace>();
  let anchors: NamedSpace | undefined;
  const openAnchors = async () => {
    anchors ??= await build({
      method: 'adacur',
      space: DUAL_ENCODER_SPACE,
      trainQueryCount: source.anchorCount,
      documentsPerQuery: 'all',
    });
    return anchors;
  };
  for (const index of source.indexes) {
    switch (index) {
      case 'none':
        itemSpaces.add(startSpace(DUAL_ENCODER_SPACE));
        break;
      case 'lsa':
      case 'hybrid':
        itemSpaces.add(startSpace(index));
        break;
      case 'anchors':
        itemSpaces.add(await openAnchors());
        break;
      case 'mf-trns':
      case 'mf-ind':
        for (const size of sizes(source)) {
          itemSpaces.add(await build({ method: index, space: source.startSpace, ...size }));
        }
    }
  }
  if (needsAnchors) await openAnchors();
  return { itemSpaces: [...itemSpaces], anchorSpace: anchors?.itemSpace };
}

function startSpace(space: StartSpace): NamedSpace {
  return { itemSpace: space, name: START_SPACE_NAMES[space] };
}

function sizes({ trainQueryCounts, documentsPerQuery }: SpaceRequest['source']) {
  return trainQueryCounts.flatMap((trainQueryCount) =>
    documentsPerQuery.map((count) => ({ trainQueryCount, documentsPerQuery: count })),
  );
}

/** Fewer train queries or documents than were asked for are all that there are. */
async function buildIndex(
  engine: Pick<Engine, 'planIndex' | 'buildIndex'>,
  wanted: WantedIndex,
  source: Pick<IndexParameters, 'corpusId' | 'seed' | 'trainQueries'>,
  built: Map<string, NamedSpace>,
  { say, ...context }: PlacedContext,
): Promise<NamedSpace> {
  const { method, space, documentsPerQuery } = wanted;
  const wantedName = nameOf(wanted);
  const parameters: IndexParameters = {
    ...{ ...source, name: wantedName, space, trainQueryCount: wanted.trainQueryCount },
    pairs: documentsPerQuery === 'all' ? { kind: 'all' } : nearest(documentsPerQuery),
    method: COST_METHODS[method],
  };
  const { trainQueryCount, scorerCalls, knownCalls, notes } = await engine.planIndex(parameters, context);
  const name = nameOf({
    ...{ method, trainQueryCount },
    // Every train query has as many.
    documentsPerQuery: documentsPerQuery === 'all' ? 'all' : scorerCalls / trainQueryCount,
  });
  const found = built.get(name);
  if (found) {
    say(`${wantedName} would be ${name} once more: left out`);
    return found;
  }
  say(
    `${name}: ${countWords(trainQueryCount)} train queries (${source.trainQueries}), ` +
      `${countWords(scorerCalls)} calls, of which ${countWords(knownCalls)} are known`,
  );
  for (const note of notes) say(`  ${note}`);
  const { indexId } = await engine.buildIndex({ ...parameters, name }, context);
  const named = { itemSpace: indexId, name };
  built.set(name, named);
  return named;
}

function nameOf({ method, trainQueryCount, documentsPerQuery }: Omit<WantedIndex, 'space'>): string {
  const size = documentsPerQuery === 'all' ? trainQueryCount : `${trainQueryCount} x ${documentsPerQuery}`;
  return `${METHODS_IN_NAMES[method]} ${size}`;
}

/** As the paper takes them: the dual-encoder's best documents of each train query. */
function nearest(documentsPerQuery: number): PairChoice {
  return { kind: 'per-query', documentsPerQuery, shares: { dualEncoder: 1, bm25: 0, random: 0 } };
}
