import { describe, expect, test } from 'vitest';
import { STORED_RUN } from '../testing/stored-runs.ts';
import { readRunJson, writeRunJson } from './run-json.ts';
import type { RunJson } from './run-schema.ts';
import { encodeFloats, encodeRows } from './schema-parts.ts';

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

const rows = (...docRows: number[]) => encodeRows(Uint32Array.from(docRows));
const floats = (...values: number[]) => encodeFloats(Float32Array.from(values));
const ranking = (...entries: [docRow: number, score: number][]) => ({
  docRows: rows(...entries.map(([docRow]) => docRow)),
  scores: floats(...entries.map(([, score]) => score)),
});
const NAN = btoa('\0\0\xc0\x7f');

describe('what is refused', () => {
  test.each<[string, (json: RunJson) => void, string]>([
    [
      'another version',
      (json) => Object.assign(json, { version: 2 }),
      'at version “Invalid type: Expected 1 but received 2”',
    ],
    [
      'a moment that no date can be',
      (json) => Object.assign(json, { createdMs: 9e15 }),
      'at createdMs “Invalid value: Expected <=8640000000000000 but received 9000000000000000”',
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
      (json) => Object.assign(json.methods[0].rounds[1].best, { docRows: rows(9) }),
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
      'calls that were not made',
      (json) => void json.methods[0].rounds[1].newItems.splice(0, 1),
      '3 calls after round 2, of 2 scored items',
    ],
    [
      'an answer of other items',
      (json) => Object.assign(json.methods[0].rounds[0].best, { docRows: rows(0, 3) }),
      'an answer of round 1 that is not of its scored items, best first',
    ],
    [
      'an answer with other scores than its items',
      (json) => Object.assign(json.methods[0].rounds[0].best, { scores: floats(2.5, -0.5) }),
      'an answer of round 1 that is not of its scored items, best first',
    ],
    [
      'an answer in another order',
      (json) => Object.assign(json.methods[0].rounds[0], { best: ranking([2, -1], [0, 2.5]) }),
      'an answer of round 1 that is not of its scored items, best first',
    ],
    [
      'an item of two rounds',
      (json) => Object.assign(json.methods[0].rounds[1].newItems[0], { docRow: 2 }),
      'an item that was scored twice (row 2)',
    ],
    [
      'an exact ranking beyond the corpus',
      (json) => Object.assign(json, { exactTop: ranking([9, 0]) }),
      'a row of the exact ranking beyond the size of the corpus',
    ],
    [
      'an exact ranking with a row twice',
      (json) => Object.assign(json, { exactTop: ranking([3, 2], [3, 1]) }),
      'a row of the exact ranking twice',
    ],
    [
      'an exact ranking that is not sorted',
      (json) => Object.assign(json, { exactTop: ranking([3, 1], [2, 2]) }),
      'an exact ranking that is not sorted',
    ],
    ['a document twice', (json) => void json.documents.push({ ...json.documents[0] }), 'a document twice'],
    [
      'a map beyond the corpus',
      (json) => Object.assign(json.map, { docRows: rows(0, 1, 2, 9) }),
      'a row of the map beyond the size of the corpus',
    ],
    [
      'a map with a row twice',
      (json) => Object.assign(json.map, { docRows: rows(0, 1, 2, 2) }),
      'a row of the map twice',
    ],
    [
      'a first stage beyond the corpus',
      (json) => Object.assign(json.methods[0], { firstStage: ranking([9, 1]) }),
      'a row of a first stage beyond the size of the corpus',
    ],
    [
      'a pull beyond the corpus',
      (json) => Object.assign(json.methods[0].rounds[1].newItems[0], { pulls: [{ docRow: 9, amount: 1 }] }),
      'a pull beyond the size of the corpus',
    ],
    [
      'estimates beyond the corpus',
      (json) => Object.assign(json.methods[0].rounds[0].estimates, { docRows: rows(0, 2, 9) }),
      'an estimate beyond the size of the corpus',
    ],
    [
      'labels of other methods',
      (json) => Object.assign(json, { labels: ['Ridge', 'AXN'] }),
      'labels that are not those of its methods',
    ],
    [
      'a method on a corpus of another size',
      (json) => Object.assign(json.methods[0], { itemCount: 5 }),
      'a method on a corpus of another size',
    ],
    [
      'a method on another query',
      (json) => Object.assign(json.methods[0].request, { queryText: 'What raises prices?' }),
      'a method on another query',
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
