/** What the keys of a corpus' measurements begin with. */
export const COST_KEYS = 'cost:';
export const RECALL_KEYS = 'recall:';
