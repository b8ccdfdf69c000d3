/** The form of a new index, as data. */
import type { IndexMethod, PairShares, StartSpace, TrainQuerySource } from '../../../core/index-records.ts';
import type { CorpusDetails } from '../../../workers/client.ts';
import { DEFAULT_METHODS, type MethodName } from './default-methods.ts';
import { type SettingName, settingsOfMethod } from './method-settings.ts';
import type { NumberField } from './number-rule.ts';

/** Documents per query from one source or a mixture of them, or queries per document. */
export type PairsDraft = keyof PairShares | 'mixture' | 'per-document';

export interface IndexDraft {
  /** '' until a person names it: then `suggestName` does. */
  readonly name: string;
  readonly method: MethodName;
  readonly space: StartSpace;
  readonly trainQueries: TrainQuerySource;
  readonly trainQueryCount: NumberField;
  readonly pairs: PairsDraft;
  readonly documentsPerQuery: NumberField;
  readonly queriesPerDocument: NumberField;
  /** Of a mixture. */
  readonly percents: Readonly<Record<keyof PairShares, NumberField>>;
  readonly seed: NumberField;
  /** What was typed for each method in place of its defaults. */
  readonly typedSettings: Partial<Record<MethodName, Partial<Record<SettingName, NumberField>>>>;
}

const DEFAULT_TRAIN_QUERIES = 100;
const DEFAULT_DOCUMENTS_PER_QUERY = 50;
const DEFAULT_QUERIES_PER_DOCUMENT = 5;

/** Own train queries where the corpus has any; sizes that a small machine builds in about a minute. */
export function initialDraft(details: CorpusDetails): IndexDraft {
  const trainQueries = details.ownTrainQueryCount > 0 ? 'own' : 'titles';
  const trainQueryCount = Math.min(DEFAULT_TRAIN_QUERIES, availableQueries(trainQueries, details));
  return {
    name: '',
    method: 'mf-trns/adamw',
    space: 'hybrid',
    trainQueries,
    trainQueryCount,
    pairs: 'dualEncoder',
    documentsPerQuery: Math.min(DEFAULT_DOCUMENTS_PER_QUERY, details.corpus.documentCount),
    queriesPerDocument: Math.min(DEFAULT_QUERIES_PER_DOCUMENT, trainQueryCount),
    percents: { dualEncoder: 60, bm25: 30, random: 10 },
    seed: 1,
    typedSettings: {},
  };
}

/** How many train queries can be had from a source, at most: near-duplicates are left out later. */
export function availableQueries(source: TrainQuerySource, details: CorpusDetails): number {
  if (source === 'own') return details.ownTrainQueryCount;
  return source === 'history' ? details.searchHistory.length : details.corpus.documentCount;
}

/** Anchor scores are dense: there is nothing to choose. */
export function choosesPairs({ method }: IndexDraft): boolean {
  return method !== 'anchors';
}

/** Distillation trains the dual-encoder itself, and anchor scores start from nothing. */
export function choosesSpace({ method }: IndexDraft): boolean {
  return method !== 'anchors' && method !== 'de-dstl';
}

/** The settings of the chosen method as they stand in the form. */
export function settingsOf({ method, typedSettings }: IndexDraft): Partial<Record<SettingName, NumberField>> {
  const defaults: IndexMethod = DEFAULT_METHODS[method];
  return { ...settingsOfMethod(defaults), ...typedSettings[method] };
}

/** The draft with one setting of the chosen method typed. */
export function withSetting(
  { method, typedSettings }: IndexDraft,
  name: SettingName,
  value: NumberField,
): Pick<IndexDraft, 'typedSettings'> {
  return { typedSettings: { ...typedSettings, [method]: { ...typedSettings[method], [name]: value } } };
}
