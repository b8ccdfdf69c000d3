// @ts-check
import { ASSETS, contentSecurityPolicy, HEADERS, headersOf } from './security-policy.mjs';

const CONNECTED_PAGE = 'connected.html';

/**
 * A Vite plugin: puts the policy into index.html, writes connected.html (the same page with the policy that lets it
 * connect) and `_headers`, which Netlify and Cloudflare Pages read. The development server gets no policy, because
 * hot reloading needs what it forbids, but both pages and the same headers.
 *
 * @returns {import('vite').Plugin}
 */
export function security() {
  return {
    name: 'xenn-security',
    config: () => ({ server: { headers: HEADERS } }),
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        request.url = request.url?.replace(`/${CONNECTED_PAGE}`, '/index.html');
        next();
      });
    },
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        for (const [name, value] of Object.entries(headersOf((request.url ?? '').slice(1)))) {
          response.setHeader(name, value);
        }
        next();
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => (bundle ? withPolicy(html, contentSecurityPolicy('own')) : html),
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return;
        const connected = String(page.source).replace(
          contentSecurityPolicy('own'),
          contentSecurityPolicy('any'),
        );
        if (connected === page.source) throw new Error('Expected the policy in index.html, found none.');
        this.emitFile({ type: 'asset', fileName: CONNECTED_PAGE, source: connected });
        this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
      },
    },
  };
}

/**
 * First in the head after the encoding: a policy holds for what comes after it.
 *
 * @param {string} html
 * @param {string} policy
 */
function withPolicy(html, policy) {
  const encoding = '<meta charset="utf-8" />';
  if (!html.includes(encoding)) throw new Error(`Expected ${encoding} in index.html, found none.`);
  return html.replace(
    encoding,
    `${encoding}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

/** https://docs.netlify.com/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/ */
function headersFile() {
  // Of two policies both hold, so that the second rule need not take back the first.
  return [
    ['/*', HEADERS],
    [`/${ASSETS}*`, { 'Content-Security-Policy': contentSecurityPolicy('own') }],
  ]
    .map(([path, headers]) =>
      [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}
