import type { CorpusDetails } from '../../../workers/client.ts';
import { availableQueries, choosesPairs, type IndexDraft, settingsOf } from './index-draft.ts';
import { SETTING_NAMES, SETTINGS, type SettingName } from './method-settings.ts';
import { type NumberRule, numberProblem, type Problems, withoutFineFields } from './number-rule.ts';

type PairField = 'documentsPerQuery' | 'queriesPerDocument' | 'percents';
type DraftField = 'trainQueryCount' | PairField | 'seed' | SettingName;

export type DraftProblems = Problems<DraftField>;

const WHY_NO_MORE_QUERIES = {
  own: ': the corpus has no more train queries',
  history: ': no more searches were typed',
  titles: ': one per document',
  sentences: ': one per document',
  'key-phrases': ': one per document',
};
const SEED: NumberRule = { whole: true, least: 0, most: 2 ** 32 - 1 };

/** Of the fields that apply; empty when the draft can be planned. */
export function draftProblems(draft: IndexDraft, details: CorpusDetails): DraftProblems {
  return withoutFineFields<DraftField>([
    ['trainQueryCount', queryCountProblem(draft, details)],
    ...(choosesPairs(draft) ? pairProblems(draft, details.corpus.documentCount) : []),
    ['seed', numberProblem(draft.seed, SEED)],
    ...settingProblems(draft),
  ]);
}

function queryCountProblem(
  { trainQueries, trainQueryCount }: IndexDraft,
  details: CorpusDetails,
): string | undefined {
  const most = availableQueries(trainQueries, details);
  if (most === 0) return 'There are none of this kind: choose other train queries.';
  const whyMost = WHY_NO_MORE_QUERIES[trainQueries];
  return numberProblem(trainQueryCount, { whole: true, least: 1, most, whyMost });
}

function pairProblems(draft: IndexDraft, documentCount: number): [PairField, string | undefined][] {
  if (draft.pairs === 'per-document') {
    const most = Math.max(1, Number(draft.trainQueryCount) || 1);
    const rule = { whole: true, least: 1, most, whyMost: ', the number of train queries' };
    return [['queriesPerDocument', numberProblem(draft.queriesPerDocument, rule)]];
  }
  const rule = { whole: true, least: 1, most: documentCount, whyMost: ', the whole corpus' };
  return [
    ['documentsPerQuery', numberProblem(draft.documentsPerQuery, rule)],
    ['percents', draft.pairs === 'mixture' ? percentsProblem(draft.percents) : undefined],
  ];
}

function percentsProblem(percents: IndexDraft['percents']): string | undefined {
  const values = Object.values(percents);
  const rule = { whole: true, least: 0, most: 100 };
  if (values.some((value) => numberProblem(value, rule) !== undefined)) {
    return 'Enter three whole numbers from 0 to 100.';
  }
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  return sum === 100 ? undefined : `The shares add up to ${sum} %; they must add up to 100 %.`;
}

function settingProblems(draft: IndexDraft): [SettingName, string | undefined][] {
  const settings = settingsOf(draft);
  return SETTING_NAMES.map((name) => {
    const value = settings[name];
    return [name, value === undefined ? undefined : numberProblem(value, SETTINGS[name].rule)];
  });
}
