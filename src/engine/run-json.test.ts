import { describe, expect, test } from 'vitest';
import { STORED_RUN } from '../testing/stored-runs.ts';
import { readRunJson, writeRunJson } from './run-json.ts';
import type { RunJson } from './run-schema.ts';

const encoded = () => JSON.parse(writeRunJson(STORED_RUN)) as RunJson;

test('a run is read as it was written', () => {
  expect(readRunJson(writeRunJson(STORED_RUN), 'a.json')).toEqual(STORED_RUN);
});

test('documents stand in the file once', () => {
  expect(writeRunJson(STORED_RUN).split('The moon raises tides.').length - 1).toBe(1);
});

/** What the message says was found, after the change. */
function foundAfter(change: (json: RunJson) => void): string {
  const json = encoded();
  change(json);
  try {
    readRunJson(JSON.stringify(json), 'a.json');
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'nothing';
}

const refused = (found: string) =>
  'ImportError: a.json: expected a search that xenn exported (format xenn-run, version 1), found ' +
  `${found}. Export it again there, or choose another file.`;

/** Of one number. */
const ROW_9 = btoa('\x09\0\0\0');
const NAN = btoa('\0\0\xc0\x7f');

describe('what is refused', () => {
  test.each<[string, (json: RunJson) => void, string]>([
    [
      'another version',
      (json) => Object.assign(json, { version: 2 }),
      'at version “Invalid type: Expected 1 but received 2”',
    ],
    [
      'no method',
      (json) => Object.assign(json, { methods: [] }),
      'at methods “Invalid length: Expected >=1 but received 0”',
    ],
    [
      'a method that does not exist',
      (json) => Object.assign(json.methods[0].request.method, { transform: 'square' }),
      'at methods.0.request.method.transform “Invalid type: Expected ("identity" | "clip" | "sigmoid" | "rank") but received "square"”',
    ],
    [
      'what is not base64',
      (json) => Object.assign(json.methods[0], { priorVector: '!' }),
      'at methods.0.priorVector “Invalid base64”',
    ],
    [
      'half a number',
      (json) => Object.assign(json.map, { points: btoa('abc') }),
      'at map.points “Invalid base64”',
    ],
    [
      'a score that is not a number',
      (json) => Object.assign(json.methods[0].firstStage, { scores: NAN }),
      'at methods.0.firstStage.scores “Invalid numbers: one is not finite”',
    ],
    [
      'arrays that do not belong together',
      (json) => Object.assign(json.methods[0].rounds[1].best, { docRows: ROW_9 }),
      'at methods.0.rounds.1.best “Invalid arrays: two that belong together differ in length”',
    ],
    [
      'a round that is missing',
      (json) => void json.methods[0].rounds.splice(0, 1),
      'round 2 in place of round 1',
    ],
    [
      'an item without its document',
      (json) => void json.documents.splice(0, 1),
      'a scored item without its document (row 0)',
    ],
    [
      'an answer of other items',
      (json) => void json.methods[0].rounds[1].newItems.splice(0, 1),
      'an answer of round 2 that is not of its scored items',
    ],
    [
      'a row beyond the corpus',
      (json) => Object.assign(json, { exactTop: { docRows: ROW_9, scores: btoa('\0\0\0\0') } }),
      'a row beyond the size of the corpus',
    ],
    [
      'a document beyond the corpus',
      (json) => Object.assign(json, { itemCount: 3 }),
      'a document beyond the size of the corpus',
    ],
  ])('%s', (_, change, found) => {
    expect(foundAfter(change)).toBe(refused(found));
  });

  test('text that is not JSON', () => {
    expect(() => readRunJson('{"format": ', 'a.json')).toThrow(
      /^a\.json: expected a search that xenn exported \(format xenn-run, version 1\), found text that is not JSON \(.+\)\. Export it again there, or choose another file\.$/,
    );
  });

  test.each(['null', '[]', '{}', '{"__proto__": {"format": "xenn-run"}}'])('%s', (text) => {
    expect(() => readRunJson(text, 'a.json')).toThrow(/found /);
    expect('format' in {}).toBe(false);
  });
});
