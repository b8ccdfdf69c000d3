import type { IndexMethod, PairChoice, PairShares } from '../../../core/index-records.ts';
import type { IndexParameters } from '../../../workers/client.ts';
import { DEFAULT_METHODS, type MethodName } from './default-methods.ts';
import { choosesPairs, choosesSpace, type IndexDraft, settingsOf } from './index-draft.ts';

const METHODS_IN_NAMES: Readonly<Record<MethodName, string>> = {
  'mf-trns/adamw': 'MF',
  'mf-trns/als': 'ALS',
  'mf-ind': 'MF-Ind',
  'de-dstl': 'Distilled',
  anchors: 'Anchors',
};
const PAIRS_IN_NAMES = {
  dualEncoder: '',
  bm25: ', BM25 pairs',
  random: ', random pairs',
  mixture: ', mixed pairs',
} as const;
const SPACES_IN_NAMES = { hybrid: '', lsa: ', from LSA', 'dual-encoder': ', from the dual-encoder' } as const;

/** 'MF own 100 x 50': method, train queries and pairs; what is as usual goes without saying. */
export function suggestName(draft: IndexDraft): string {
  const { method, trainQueries, trainQueryCount, pairs, documentsPerQuery, queriesPerDocument } = draft;
  const queries = `${METHODS_IN_NAMES[method]} ${trainQueries} ${trainQueryCount}`;
  if (!choosesPairs(draft)) return queries;
  const space = choosesSpace(draft) ? SPACES_IN_NAMES[draft.space] : '';
  if (pairs === 'per-document') return `${queries}, ${queriesPerDocument} per document${space}`;
  return `${queries} x ${documentsPerQuery}${PAIRS_IN_NAMES[pairs]}${space}`;
}

/** Of a draft without problems. */
export function parametersOf(draft: IndexDraft, corpusId: string): IndexParameters {
  return {
    corpusId,
    name: draft.name.trim() || suggestName(draft),
    seed: Number(draft.seed),
    space: choosesSpace(draft) ? draft.space : 'dual-encoder',
    trainQueries: draft.trainQueries,
    trainQueryCount: Number(draft.trainQueryCount),
    pairs: pairChoiceOf(draft),
    method: methodOf(draft),
  };
}

function pairChoiceOf(draft: IndexDraft): PairChoice {
  if (!choosesPairs(draft)) return { kind: 'all' };
  if (draft.pairs === 'per-document') {
    return { kind: 'per-document', queriesPerDocument: Number(draft.queriesPerDocument) };
  }
  return {
    kind: 'per-query',
    documentsPerQuery: Number(draft.documentsPerQuery),
    shares: sharesOf(draft.pairs, draft.percents),
  };
}

function sharesOf(pairs: keyof PairShares | 'mixture', percents: IndexDraft['percents']): PairShares {
  if (pairs !== 'mixture') return { dualEncoder: 0, bm25: 0, random: 0, [pairs]: 1 };
  const share = (source: keyof PairShares) => Number(percents[source]) / 100;
  return { dualEncoder: share('dualEncoder'), bm25: share('bm25'), random: share('random') };
}

function methodOf(draft: IndexDraft): IndexMethod {
  const numbers = Object.entries(settingsOf(draft)).map(([name, value]) => [name, Number(value)]);
  return { ...DEFAULT_METHODS[draft.method], ...Object.fromEntries(numbers) };
}
