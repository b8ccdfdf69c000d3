// @ts-check
/** `node scripts/serve.mjs`: serves the production build with the isolation headers of scripts/security-policy.mjs. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The port to serve on: PORT from the environment, else 4173.
 *
 * @param {string | undefined} text
 * @returns {number}
 */
function parsePort(text) {
  const port = Number(text || '4173');
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT must be a number from 1 to 65535; it is "${text}". Correct it or unset it.`);
}

/** Serves dist until the process ends and prints the address. */
export async function serve() {
  const port = parsePort(process.env.PORT);
  if (!existsSync(`${root}/dist/index.html`)) {
    throw new Error('There is no production build in dist. Run "npm run build" first, or "npm start".');
  }
  try {
    await preview({ root, logLevel: 'error', preview: { port, strictPort: true } });
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('already in use'))) throw error;
    throw new Error(
      `Port ${port} is already in use. Stop what is running there, or choose another port: ` +
        `PORT=${port + 1} npm start`,
    );
  }
  process.stdout.write(`xenn is running at http://localhost:${port}/ (stop with Ctrl+C)\n`);
}

/**
 * Runs an entry point; what goes wrong is one line for a person, not a stack.
 *
 * @param {() => Promise<void>} entry
 */
export async function runEntry(entry) {
  try {
    await entry();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runEntry(serve);
