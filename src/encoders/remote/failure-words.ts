/** What to tell a person when a request fails. */
import { fieldOf } from './rerank-apis.ts';

const LONGEST_QUOTE = 200;

/** The server's own explanation from an error's body, as a clause to append; empty when it has none to show. */
export function serversWords(body: unknown): string {
  const text = explanationIn(body).replace(/\s+/g, ' ').trim();
  if (text === '' || text.startsWith('<')) return '';
  return ` ("${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}")`;
}

/** Plain text, or JSON: in use are `error`, `message` and `detail`, and `message` inside of `error`. */
function explanationIn(body: unknown): string {
  if (typeof body === 'string') return body;
  const found = fieldOf(body, 'error') ?? fieldOf(body, 'message') ?? fieldOf(body, 'detail') ?? body;
  const inner = fieldOf(found, 'message') ?? found;
  return typeof inner === 'string' ? inner : JSON.stringify(inner);
}

/** What to do about an HTTP status. */
export function adviceFor(status: number): string {
  if (status === 401 || status === 403) return 'Check the API key, and that it may use this model.';
  if (status === 404 || status === 405) {
    return 'Check the kind of server, the name of the model, and the address, which is given without the path of the API.';
  }
  if (status === 413) return "Raise the server's limits, or use shorter documents.";
  if (status === 400 || status === 422) {
    return 'Check the kind of server and the name of the model. If a passage is too long for the server, raise its limit.';
  }
  if (status === 408 || status === 425 || status === 429) {
    return 'The server has too much to do: try again later, or add another address.';
  }
  return "Look into the server's log, then try again.";
}

/**
 * Why a request may have got no answer at all. A browser keeps the reason from a page, so all that are known to
 * apply to this address are named.
 */
export function unreachableWords(url: string, hasKey: boolean): string {
  const { protocol, hostname } = new URL(url);
  const loopback = /^(localhost|.+\.localhost|127\..+|\[::1\])$/.test(hostname);
  const local =
    loopback || /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cde]|.+\.local$)/.test(hostname);
  const causes = [
    'the server does not run, or breaks the connection',
    'it does not allow requests from this page (CORS: Access-Control-Allow-Origin, and Content-Type in Access-Control-Allow-Headers)',
    'it redirects to another address',
  ];
  if (hasKey) {
    causes.push(
      'it does not allow the header Authorization, which carries the API key (Text Embeddings Inference never does: ' +
        'use it without a key, or behind a proxy that allows it)',
    );
  }
  if (local) {
    causes.push(
      'the browser was not permitted to reach the local network (Chrome asks since version 142: allow it in the ' +
        "site's settings)",
    );
  }
  if (protocol === 'http:' && !loopback) {
    causes.push('this page was loaded over https, from where http addresses are blocked');
  }
  return `no answer, and the browser does not say why. Known causes: ${causes.join('; ')}.`;
}
