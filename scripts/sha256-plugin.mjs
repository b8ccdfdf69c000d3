// @ts-check
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const QUERY = '?sha256';

/**
 * A Vite plugin: `import sha256 from 'package/file.wasm?sha256'` is the SHA-256 (hex) of that file, so that what is fetched
 * later can be compared with what was built.
 *
 * @returns {import('vite').Plugin}
 */
export function sha256() {
  return {
    name: 'sha256',
    // Before the plugins that would read the file.
    enforce: 'pre',
    load: {
      filter: { id: /\?sha256$/ },
      async handler(id) {
        const path = id.slice(0, -QUERY.length);
        this.addWatchFile(path);
        const digest = createHash('sha256').update(await readFile(path));
        return `export default '${digest.digest('hex')}';`;
      },
    },
  };
}
