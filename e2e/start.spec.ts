import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from './fixtures.ts';

/** Neither that of a running `npm start` nor that of the other tests. */
const PORT = 4274;

test('what npm start runs serves the app, on the port that is asked for', async () => {
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: String(PORT) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines: string[] = [];
    for await (const line of createInterface({ input: server.stdout })) {
      lines.push(line);
      if (line.startsWith('xenn is running')) break;
    }
    expect(lines.at(-1)).toBe(`xenn is running at http://localhost:${PORT}/ (stop with Ctrl+C)`);
    const response = await fetch(`http://localhost:${PORT}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(await response.text()).toContain('<title>xenn</title>');
  } finally {
    server.kill();
  }
});
