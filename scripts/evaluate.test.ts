import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeNpy } from '../src/testing/npy-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const COMMAND = fileURLToPath(new URL('evaluate.mjs', import.meta.url));
const SAMPLE_CORPUS = fileURLToPath(new URL('../public/sample-corpus', import.meta.url));

/** Started in `folder`. `onSaid` is called with all of standard error so far, and what ends the process. */
function start(args: string, onSaid: (said: string, interrupt: () => void) => void = () => undefined) {
  const child = spawn(process.execPath, [COMMAND, ...args.split(' ')], { cwd: folder });
  let printed = '';
  let said = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
    onSaid(said, () => child.kill('SIGINT'));
  });
  return new Promise<{ code: number | null; printed: string; said: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, printed, said }));
  });
}

test('matrices beside the command: paths are relative to where it is started, and exit code 0', async () => {
  writeNpy(join(folder, 'S.npy'), [[3, 1, 2]]);
  writeNpy(join(folder, 'V.npy'), [[1], [2], [3]]);
  writeNpy(join(folder, 'U.npy'), [[1]]);
  const files = '--scores S.npy --item-embeddings V.npy --query-embeddings U.npy --out out';
  const { code, printed, said } = await start(`${files} --methods rnr --budgets 2 --k 1`);
  expect(said).toMatch(/^Retrieve and rerank +2 +0\.000$/m);
  expect(code).toBe(0);
  expect(printed.split('\n')[0]).toBe(join(folder, 'out', 'report.html'));
  // The two best by embedding, by their scores.
  expect(readFileSync(join(folder, 'out', 'runs', '1-Retrieve-and-rerank-B-2.trec'), 'utf8')).toBe(
    '0 Q0 2 1 2 Retrieve_and_rerank-B2\n0 Q0 1 2 1 Retrieve_and_rerank-B2\n',
  );
});

test('an interrupted run keeps its scores, says so, and ends with exit code 130', async () => {
  let isInterrupted = false;
  const { code, printed, said } = await start(
    `--corpus ${SAMPLE_CORPUS} --out out --threads 1`,
    (soFar, interrupt) => {
      if (isInterrupted || !soFar.includes('exact rankings take')) return;
      isInterrupted = true;
      interrupt();
    },
  );
  expect(said).toContain('40 test queries; exact rankings take 21,120 calls, of which 0 are known');
  const kept = join(folder, 'out', 'scores');
  expect(said.trim().split('\n').slice(-2)).toEqual([
    'Stopping; once more ends it at once.',
    `Stopped: scores are kept in ${kept}, and the same command goes on from there.`,
  ]);
  expect(code).toBe(130);
  expect(printed).toBe('');
  expect(readdirSync(kept)).toContain('corpus.json');
  expect(readdirSync(join(folder, 'out'))).toEqual(['scores']);
});
