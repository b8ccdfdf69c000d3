import type { StartSpace } from '../../core/index-records.ts';
import type { CostMethod } from '../../workers/client.ts';
import { formatCountOf } from '../shared/format.ts';

/** In the order in which they are measured and listed. */
export const COST_METHODS: readonly CostMethod[] = ['mf-trns', 'mf-ind', 'adacur'];

/** As the papers write them. */
export const COST_METHOD_NAMES: Readonly<Record<CostMethod, string>> = {
  'mf-trns': 'MF_Trns',
  'mf-ind': 'MF_Ind',
  adacur: 'ADACUR',
};

export const START_SPACE_NAMES: Readonly<Record<StartSpace, string>> = {
  'dual-encoder': 'the dual-encoder’s vectors',
  lsa: 'lexical vectors (LSA)',
  hybrid: 'dual-encoder and lexical vectors',
};

/** '100 train queries', '50 anchors' */
export function queriesText(method: CostMethod, trainQueryCount: number): string {
  return method === 'adacur'
    ? formatCountOf(trainQueryCount, 'anchor')
    : formatCountOf(trainQueryCount, 'train query', 'train queries');
}
