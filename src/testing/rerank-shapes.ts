/** Requests and replies of the servers that the app can ask for scores, as the servers see them. */

export interface RerankRoute {
  readonly queryOf: (body: object) => unknown;
  readonly textsOf: (body: object) => string[];
  /** Undefined: the request has no say. */
  readonly wantsRaw: (body: object) => boolean | undefined;
  readonly reply: (scores: readonly number[]) => unknown;
}

type Body = Readonly<Record<string, unknown>>;

const bestFirst = <T extends { readonly score: number }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => b.score - a.score);

const indexed = (scores: readonly number[]) => scores.map((score, index) => ({ index, score }));

const tei: RerankRoute = {
  queryOf: (body) => (body as Body).query,
  textsOf: (body) => (body as Body).texts as string[],
  wantsRaw: (body) => (body as Body).raw_scores === true,
  reply: (scores) => bestFirst(indexed(scores)),
};

const rerank: RerankRoute = {
  queryOf: (body) => (body as Body).query,
  textsOf: (body) => (body as Body).documents as string[],
  wantsRaw: () => undefined,
  reply: (scores) => ({
    id: 'rerank-1',
    model: 'tiny',
    results: bestFirst(indexed(scores)).map(({ index, score }) => ({ index, relevance_score: score })),
    usage: { total_tokens: 1 },
  }),
};

const infinity: RerankRoute = { ...rerank, wantsRaw: tei.wantsRaw };

const vllmScore: RerankRoute = {
  queryOf: (body) => (body as Body).text_1,
  textsOf: (body) => (body as Body).text_2 as string[],
  wantsRaw: (body) => (body as Body).use_activation === false,
  reply: (scores) => ({
    id: 'score-1',
    object: 'list',
    model: 'tiny',
    data: indexed(scores).map((row) => ({ ...row, object: 'score' })),
    usage: {},
  }),
};

/** `/rerank` is that of Text Embeddings Inference; Infinity's has the same path and lies below `/infinity` here. */
const ROUTES: Readonly<Record<string, RerankRoute>> = {
  '/rerank': tei,
  '/infinity/rerank': infinity,
  '/v1/rerank': rerank,
  '/v2/rerank': rerank,
  '/score': vllmScore,
};

export function routeOf(path: string): RerankRoute | undefined {
  return ROUTES[path];
}

export function errorBody(error: string, errorType: string): string {
  return JSON.stringify({ error, error_type: errorType });
}
