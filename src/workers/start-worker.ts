/** How every worker is started, so that the policy of the page holds in it as well. */

import { createTrustedTypePolicy } from '../app/trusted-types.ts';

const scripts = new Map<string, string>();

const policy = createTrustedTypePolicy('xenn-worker', {
  createScriptURL(address) {
    if ([...scripts.values()].includes(address)) return address;
    throw new TypeError(`Expected the address of a worker of this app, found ${address}.`);
  },
});

/**
 * Starts a module worker. `address` is what `import address from './x.worker.ts?worker&url'` gives; `name` is for
 * developer tools.
 *
 * A worker from a network address has the Content-Security-Policy that came with its file, on a plain static host none;
 * one from a blob: address inherits that of whoever starts it
 * (https://w3c.github.io/webappsec-csp/#initialize-global-object-csp). So the worker is one line that imports the file.
 */
export function startWorker(address: string, name: string): Worker {
  const script = scripts.get(address) ?? importing(new URL(address, import.meta.url).href);
  scripts.set(address, script);
  return new Worker(policy?.createScriptURL(script) ?? script, { type: 'module', name });
}

/** Not revoked: a worker may be started again, and it is a line a worker file. */
function importing(address: string): string {
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' }));
}
