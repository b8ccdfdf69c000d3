// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import asc from 'assemblyscript/asc';

/**
 * 128-bit SIMD without the relaxed instructions, whose results differ between machines; no runtime, because the kernels
 * allocate nothing; a memory that the importer makes, so that threads can share it.
 */
const COMPILER_OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '--enable', 'threads'],
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
  ...['--importMemory', '--noExportMemory', '--sharedMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
  // It would colour its messages, which become errors, wherever the variable CI is set.
  '--noColors',
];

/**
 * A Vite plugin: `import binary from './kernels/index.ts?assemblyscript'` is the WebAssembly binary of that module, as a
 * Uint8Array inside the bundle, so that it is there in a page, in a worker and in Node alike.
 *
 * @returns {import('vite').Plugin}
 */
export function assemblyScript() {
  return {
    name: 'assemblyscript',
    // Before the plugins that would read the file as TypeScript.
    enforce: 'pre',
    load: {
      filter: { id: /\?assemblyscript$/ },
      async handler(id) {
        const { binary, sources, warnings } = await compile(id.slice(0, id.lastIndexOf('?')));
        if (warnings) this.warn(warnings);
        for (const source of sources) this.addWatchFile(source);
        const base64 = Buffer.from(binary).toString('base64');
        return `export default Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));`;
      },
    },
  };
}

/**
 * Compiles one AssemblyScript module with all that it imports; the compiler's messages are the error's.
 *
 * @param {string} entry absolute path
 * @returns {Promise<{ binary: Uint8Array, sources: Set<string>, warnings: string }>}
 */
export async function compile(entry) {
  const baseDir = path.dirname(entry);
  /** @type {Set<string>} */
  const sources = new Set();
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(
    [path.basename(entry), '--baseDir', baseDir, '--outFile', 'kernels.wasm', ...COMPILER_OPTIONS],
    {
      readFile: async (name) => {
        const source = path.resolve(baseDir, name);
        // The compiler tries several names for an import; null is its word for "not there".
        const text = await readFile(source, 'utf8').catch(() => null);
        if (text !== null) sources.add(source);
        return text;
      },
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => null,
    },
  );
  if (error || !binary) throw new Error(`${entry} does not compile.\n${stderr.toString()}`);
  return { binary, sources, warnings: stderr.toString() };
}
