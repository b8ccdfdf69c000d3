/** A rerank server for tests: real HTTP on loopback, a real model, and faults on request. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { RerankModel } from './rerank-model.ts';
import { errorBody, type RerankRoute, routeOf } from './rerank-shapes.ts';

/** What happens to one POST request instead of the right answer. */
export type Fault =
  | { readonly answer: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The right answer's text, changed. */
  | { readonly edit: (text: string) => string }
  /** No answer; a piece of one every millisecond; the socket closed before or in the middle of it. */
  | 'silence'
  | 'drip'
  | 'reset'
  | 'broken off';

export interface RerankServerOptions {
  readonly model: RerankModel;
  /** Told by /info. */
  readonly modelName?: string;
  readonly revision?: string;
  readonly maxBatchSize?: number;
  /** What the routes without a choice give. */
  readonly scores?: 'logits' | 'probabilities';
  /** Without it, any request is answered. */
  readonly apiKey?: string;
  /** Headers that a browser's page needs. */
  readonly cors?: boolean;
}

export interface ServedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly texts: readonly string[];
}

export interface RerankServer {
  readonly url: string;
  /** In the order they came; the refused too. */
  readonly requests: ServedRequest[];
  /** Taken from the front, one per POST request; null: the right answer. */
  readonly faults: (Fault | null)[];
  /** Called when a request has met 'silence' or 'drip'. */
  onStall: () => void;
  /** Called when the connection of a request is done with, answered or not. */
  onClose: () => void;
  /** Awaited before each right answer, with the number of requests that have not been answered. */
  beforeAnswer: (inFlight: number) => Promise<void> | void;
  /** Most requests that were unanswered at once. */
  maxInFlight: number;
  close(): Promise<void>;
}

const CORS_HEADERS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };

export async function startRerankServer(options: RerankServerOptions): Promise<RerankServer> {
  let inFlight = 0;
  const http = createServer((request, response) => {
    inFlight += 1;
    server.maxInFlight = Math.max(server.maxInFlight, inFlight);
    response.once('close', () => {
      inFlight -= 1;
      server.onClose();
    });
    if (options.cors) response.setHeaders(new Map(Object.entries(CORS_HEADERS)));
    answer(request, response).catch((error: unknown) =>
      send(response, 500, errorBody(String(error), 'Backend')),
    );
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url: path = '', headers } = request;
    if (method === 'OPTIONS') return send(response, 204, '');
    const body = method === 'POST' ? JSON.parse(await readText(request)) : {};
    const route = routeOf(path);
    server.requests.push({ path, headers, texts: route?.textsOf(body) ?? [] });
    const fault = method === 'POST' ? (server.faults.shift() ?? null) : null;
    if (fault !== null && !(typeof fault === 'object' && 'edit' in fault))
      return fail(fault, response, server);
    if (options.apiKey && headers.authorization !== `Bearer ${options.apiKey}`) {
      return send(response, 401, errorBody(`invalid key in "${headers.authorization}"`, 'Unauthorized'));
    }
    if (method === 'GET' && path === '/info') return send(response, 200, infoOf(options));
    if (!route) return send(response, 404, errorBody('Not Found', 'NotFound'));
    const scored = await scoreBody(route, body, options);
    await server.beforeAnswer(inFlight);
    send(response, scored.status, fault ? fault.edit(scored.text) : scored.text);
  }

  const server: RerankServer = {
    url: '',
    requests: [],
    faults: [],
    onStall: () => undefined,
    onClose: () => undefined,
    beforeAnswer: () => undefined,
    maxInFlight: 0,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
}

/** As Text Embeddings Inference words it. */
async function scoreBody(
  route: RerankRoute,
  body: object,
  { model, maxBatchSize = 32, scores = 'logits' }: RerankServerOptions,
): Promise<{ status: number; text: string }> {
  const texts = route.textsOf(body);
  const query = route.queryOf(body);
  if (!Array.isArray(texts) || typeof query !== 'string') {
    return { status: 422, text: errorBody('missing field `texts` or `query`', 'Tokenizer') };
  }
  if (texts.length > maxBatchSize) {
    const message = `batch size ${texts.length} > maximum allowed batch size ${maxBatchSize}`;
    return { status: 413, text: errorBody(message, 'Validation') };
  }
  const logits = await model(query, texts);
  const raw = route.wantsRaw(body) ?? scores === 'logits';
  const values = raw ? logits : logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  return { status: 200, text: JSON.stringify(route.reply(values)) };
}

function infoOf({ modelName = 'tiny', revision = 'abc123', maxBatchSize = 32 }: RerankServerOptions): string {
  return JSON.stringify({
    model_id: modelName,
    model_sha: revision,
    model_type: { reranker: { id2label: { 0: 'LABEL_0' }, label2id: { LABEL_0: 0 } } },
    max_input_length: 64,
    max_batch_tokens: 16_384,
    max_client_batch_size: maxBatchSize,
  });
}

function fail(
  fault: Exclude<Fault, { edit: unknown }>,
  response: ServerResponse,
  server: RerankServer,
): void {
  if (typeof fault === 'object') {
    response.writeHead(fault.answer, fault.headers).end(fault.body ?? '');
    return;
  }
  if (fault === 'reset') return void response.destroy();
  if (fault === 'broken off') {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('[{"index"', () => response.destroy());
    return;
  }
  if (fault === 'drip') {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 1);
    response.once('close', () => clearInterval(timer));
  }
  server.onStall();
}

function send(response: ServerResponse, status: number, body: string): void {
  if (!response.destroyed) response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
}
