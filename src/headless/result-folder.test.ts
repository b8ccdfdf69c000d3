import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addResults, removeResults } from './result-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-results-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const paths = () => readdirSync(folder, { recursive: true }).map(String).sort();

test('all that was added is removed, with folders that nothing else is in', () => {
  addResults(folder, [
    ['results.csv', 'a,b\n'],
    ['charts/recall-calls.svg', '<svg/>'],
  ]);
  addResults(folder, [['runs/exact.trec', 'q Q0 d 1 1 exact\n']]);
  expect(paths()).toEqual([
    '.evaluate-files',
    'charts',
    'charts/recall-calls.svg',
    'results.csv',
    'runs',
    'runs/exact.trec',
  ]);
  removeResults(folder);
  expect(paths()).toEqual([]);
});

test('a file that was removed by hand is no matter, and one that was not added stays', () => {
  addResults(folder, [
    ['runs/exact.trec', 'q Q0 d 1 1 exact\n'],
    ['qrels.txt', 'q 0 d 1\n'],
  ]);
  writeFileSync(join(folder, 'runs', 'mine.trec'), 'q Q0 d 1 1 mine\n');
  rmSync(join(folder, 'qrels.txt'));
  removeResults(folder);
  expect(paths()).toEqual(['runs', 'runs/mine.trec']);
});

test.each(['notes.txt', 'runs', 'runs/../notes.txt', '../notes.txt', ''])(
  'a list that names %j removes nothing by it',
  (path) => {
    addResults(folder, [['runs/exact.trec', 'q Q0 d 1 1 exact\n']]);
    const inner = join(folder, 'runs');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(inner, 'notes.txt'), 'mine');
    writeFileSync(join(inner, '.evaluate-files'), `${path}\n`);
    writeFileSync(join(folder, '.evaluate-files'), `${path}\n`);
    removeResults(inner);
    removeResults(folder);
    expect(paths()).toEqual(['notes.txt', 'runs', 'runs/exact.trec', 'runs/notes.txt']);
  },
);

test('nothing is removed of a folder that no experiment wrote', () => {
  writeFileSync(join(folder, 'qrels.txt'), 'q 0 d 1\n');
  removeResults(folder);
  expect(paths()).toEqual(['qrels.txt']);
});
