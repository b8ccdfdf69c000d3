// @ts-check
/** What the pages may do, and the headers a host should send: plain data, for the build, the servers and the tests. */

/** @typedef {'own' | 'any'} Connections 'own': only where the app comes from; 'any': wherever the person says */

/**
 * The Content-Security-Policy of a page. It stands in the page itself, so that it holds on hosts that send no headers;
 * workers inherit it (`src/workers/start-worker.ts`).
 *
 * @param {Connections} connections
 * @returns {string}
 */
export function contentSecurityPolicy(connections) {
  const directives = {
    'default-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    // Charts become pictures by way of data: and blob: addresses.
    'img-src': "'self' data: blob:",
    'connect-src': connections === 'any' ? "'self' https: http:" : "'self'",
    'manifest-src': "'self'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    // Mantine makes style elements as it goes. A nonce in a static file would be known to all, so
    // `src/app/style-nonce.ts` adds a second policy with one that is new in every page.
    'style-src-elem': "'self' 'unsafe-inline'",
    'worker-src': "'self' blob:",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'default xenn-worker xenn-service-worker',
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Where the build puts what it has made; everything in it is named by its content. */
export const ASSETS = 'assets/';

/**
 * For every file. Isolation gives WebAssembly its threads; a policy in a page cannot say who may frame it.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The headers of one file, by its path in the build. ONNX Runtime starts its threads from the address of its own file, and
 * a worker from a network address has the policy that came with it.
 *
 * @param {string} path
 * @returns {Readonly<Record<string, string>>}
 */
export function headersOf(path) {
  if (!path.startsWith(ASSETS)) return HEADERS;
  const policy = `${HEADERS['Content-Security-Policy']}; ${contentSecurityPolicy('own')}`;
  return { ...HEADERS, 'Content-Security-Policy': policy };
}
