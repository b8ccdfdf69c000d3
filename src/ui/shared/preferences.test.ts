import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EMBEDDED_MODELS, type ModelChoice } from '../../core/model-choice.ts';
import type { Calibration } from '../../core/records.ts';
import {
  forgetCalibrations,
  type ImportChoices,
  parseImportChoices,
  parseModelChoice,
  readApiKey,
  readBackupLaterMs,
  readCalibrations,
  readHubUrl,
  readImportChoices,
  readLastCorpusId,
  readModelChoice,
  resolveBackend,
  storeApiKey,
  storeBackend,
  storeBackupLaterMs,
  storeCalibration,
  storeHubUrl,
  storeImportChoices,
  storeLastCorpusId,
  storeModelChoice,
} from './preferences.ts';

/** What the two stores hold. */
let local: Map<string, string>;
let session: Map<string, string>;
beforeEach(() => {
  local = new Map();
  session = new Map();
  vi.stubGlobal('localStorage', storageOf(local));
  vi.stubGlobal('sessionStorage', storageOf(session));
});
afterEach(() => vi.unstubAllGlobals());

function storageOf(items: Map<string, string>): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

test.each([
  ['', null, { chosenBy: 'measurement' }],
  ['', 'webgpu', { backend: 'webgpu', chosenBy: 'setting' }],
  ['?backend=wasm', 'webgpu', { backend: 'wasm', chosenBy: 'address' }],
  ['?other=1&backend=webgpu', null, { backend: 'webgpu', chosenBy: 'address' }],
  ['?backend=tpu', 'wasm', { backend: 'wasm', chosenBy: 'setting' }],
  ['?backend=', 'abacus', { chosenBy: 'measurement' }],
] as const)('address %j, setting %j', (query, stored, choice) => {
  expect(resolveBackend(query, stored)).toEqual(choice);
});

describe('the models', () => {
  const chosen: ModelChoice = {
    crossEncoder: { source: 'remote', api: 'tei', endpoints: ['http://a:1'], model: '' },
    dualEncoder: { source: 'installed', modelId: 'd1' },
  };

  test('are the embedded ones until others are chosen', () => {
    expect(readModelChoice()).toEqual(EMBEDDED_MODELS);
    storeModelChoice(chosen);
    expect(readModelChoice()).toEqual(chosen);
  });

  test.each([null, '', '{', 'null', '17', '"embedded"', '[]', '{}'])('%j is no choice', (stored) => {
    expect(parseModelChoice(stored)).toEqual(EMBEDDED_MODELS);
  });

  test.each([
    null,
    'installed',
    { source: 'elsewhere' },
    { modelId: 'c1' },
    { source: 'installed' },
    { source: 'installed', modelId: 7 },
    { source: 'remote', api: 'tei', model: '' },
    { source: 'remote', api: 'tei', model: '', endpoints: 'http://a:1' },
    { source: 'remote', api: 'tei', model: '', endpoints: ['http://a:1', null] },
    { source: 'remote', api: 'another', model: '', endpoints: ['http://a:1'] },
    { source: 'remote', endpoints: ['http://a:1'], model: '' },
    { source: 'remote', endpoints: ['http://a:1'], api: 'tei' },
  ])('a damaged cross-encoder %j leaves the dual-encoder chosen', (crossEncoder) => {
    const { dualEncoder } = chosen;
    expect(parseModelChoice(JSON.stringify({ crossEncoder, dualEncoder }))).toEqual({
      crossEncoder: { source: 'embedded' },
      dualEncoder,
    });
  });

  test.each([undefined, { source: 'elsewhere' }, { source: 'installed', modelId: null }])(
    'a damaged dual-encoder %j leaves the cross-encoder chosen',
    (dualEncoder) => {
      const { crossEncoder } = chosen;
      expect(parseModelChoice(JSON.stringify({ crossEncoder, dualEncoder }))).toEqual({
        crossEncoder,
        dualEncoder: { source: 'embedded' },
      });
    },
  );

  test('a dual-encoder is never on a server', () => {
    const stored = JSON.stringify({ crossEncoder: chosen.crossEncoder, dualEncoder: chosen.crossEncoder });
    expect(parseModelChoice(stored)).toEqual({
      crossEncoder: chosen.crossEncoder,
      dualEncoder: { source: 'embedded' },
    });
  });
});

describe('calibrations', () => {
  function calibration(key: string, measuredMs = 1): Calibration {
    return { key, modelId: 'embedded', measuredMs, trials: [{ backend: 'wasm', pairsPerSecond: 66 }] };
  }

  test('are kept, the last one first, one a key', () => {
    expect(readCalibrations()).toEqual([]);
    for (const each of [calibration('a'), calibration('b'), calibration('a', 2)]) storeCalibration(each);
    expect(readCalibrations()).toEqual([calibration('a', 2), calibration('b')]);
  });

  test('the last 30 are kept', () => {
    const keys = Array.from({ length: 32 }, (_, i) => `${i}`);
    for (const key of keys) storeCalibration(calibration(key));
    expect(readCalibrations().map(({ key }) => key)).toEqual(keys.slice(2).reverse());
  });

  test('are forgotten without a trace', () => {
    storeCalibration(calibration('a'));
    forgetCalibrations();
    expect(readCalibrations()).toEqual([]);
    expect(local.size).toBe(0);
  });

  test.each(['', '{', 'null', '{}', '"a"'])('%j holds none, and the next one is kept', (stored) => {
    storeCalibration(calibration('a'));
    const [[itemKey]] = local;
    local.set(itemKey, stored);
    expect(readCalibrations()).toEqual([]);
    storeCalibration(calibration('b'));
    expect(readCalibrations()).toEqual([calibration('b')]);
  });

  test.each([
    null,
    'a',
    {},
    { ...calibration('b'), key: undefined },
    { ...calibration('b'), modelId: 1 },
    { ...calibration('b'), measuredMs: '1' },
    { ...calibration('b'), trials: {} },
  ])('a damaged one, %j, is left out', (damaged) => {
    storeCalibration(calibration('a'));
    const [[itemKey]] = local;
    local.set(itemKey, JSON.stringify([damaged, calibration('a')]));
    expect(readCalibrations()).toEqual([calibration('a')]);
  });
});

describe('the hub', () => {
  const DEFAULT_HUB = 'https://huggingface.co';

  test('is the usual one until another is named', () => {
    expect(readHubUrl()).toBe(DEFAULT_HUB);
    storeHubUrl('https://mirror.example');
    expect(readHubUrl()).toBe('https://mirror.example');
  });

  test('stays switched off', () => {
    storeHubUrl('');
    expect(readHubUrl()).toBe('');
  });

  test('the usual one is not written down', () => {
    storeHubUrl('https://mirror.example');
    storeHubUrl(DEFAULT_HUB);
    expect(readHubUrl()).toBe(DEFAULT_HUB);
    expect(local.size).toBe(0);
  });
});

describe('the API key', () => {
  test('is kept for the session and nowhere else', () => {
    expect(readApiKey()).toBeUndefined();
    storeApiKey('secret');
    expect(readApiKey()).toBe('secret');
    expect([...session.values()]).toEqual(['secret']);
    expect(local.size).toBe(0);
  });

  test('is not looked for in what is kept for ever', () => {
    storeApiKey('secret');
    for (const [key, value] of session) local.set(key, value);
    session.clear();
    expect(readApiKey()).toBeUndefined();
  });

  test('is forgotten when asked', () => {
    storeApiKey('secret');
    storeApiKey(undefined);
    expect(readApiKey()).toBeUndefined();
    expect(session.size).toBe(0);
  });
});

test('the last corpus is kept until it is gone', () => {
  storeLastCorpusId('c1');
  expect(readLastCorpusId()).toBe('c1');
  storeLastCorpusId(undefined);
  expect(readLastCorpusId()).toBeUndefined();
});

describe('a store that is', () => {
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  /** As where a browser blocks them: already naming them throws. */
  const block = () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, { get: refuse, configurable: true });
    }
  };
  /** Reads, but takes nothing more. */
  const fill = () => {
    vi.stubGlobal('localStorage', { ...storageOf(local), setItem: refuse });
    vi.stubGlobal('sessionStorage', { ...storageOf(session), setItem: refuse });
  };

  test.each([
    ['blocked', block],
    ['full', fill],
  ])('%s is no error, and nothing counts as chosen', (_, damage) => {
    damage();
    storeBackend('wasm');
    storeLastCorpusId('c1');
    storeModelChoice({ ...EMBEDDED_MODELS, crossEncoder: { source: 'installed', modelId: 'c1' } });
    storeCalibration({ key: 'a', modelId: 'embedded', measuredMs: 1, trials: [] });
    storeHubUrl('');
    storeApiKey('secret');
    storeApiKey(undefined);
    forgetCalibrations();
    expect(readLastCorpusId()).toBeUndefined();
    expect(readModelChoice()).toEqual(EMBEDDED_MODELS);
    expect(readCalibrations()).toEqual([]);
    expect(readHubUrl()).toBe('https://huggingface.co');
    expect(readApiKey()).toBeUndefined();
  });
});

describe('choices of imports', () => {
  const csv: ImportChoices = { mapping: { id: 'key', text: 'body' }, leaveOutDuplicates: false };
  const files: ImportChoices = {
    chunking: { unit: 'words', size: 100, overlap: 10 },
    leaveOutDuplicates: true,
  };

  test('are kept for each format, and forgotten for one', () => {
    storeImportChoices('csv', csv);
    storeImportChoices('files', files);
    expect(readImportChoices('csv')).toEqual(csv);
    expect(readImportChoices('files')).toEqual(files);
    expect(readImportChoices('text')).toBeUndefined();
    storeImportChoices('csv', undefined);
    expect(readImportChoices('csv')).toBeUndefined();
    expect(readImportChoices('files')).toEqual(files);
  });

  test.each([
    null,
    'not JSON',
    '[]',
    '{"csv":null}',
    '{"csv":{}}',
    '{"csv":{"leaveOutDuplicates":true,"mapping":{"id":"a"}}}',
    '{"csv":{"leaveOutDuplicates":true,"mapping":{"text":7}}}',
    '{"csv":{"leaveOutDuplicates":true,"chunking":{"unit":"pages","size":1,"overlap":0}}}',
    '{"csv":{"leaveOutDuplicates":true,"chunking":{"unit":"words","size":"1","overlap":0}}}',
  ])('%j holds none', (stored) => {
    expect(parseImportChoices(stored).csv).toBeUndefined();
  });

  test('what cannot be read does not hide the rest', () => {
    expect(parseImportChoices(JSON.stringify({ csv, files: 7 }))).toEqual({ csv });
  });
});

test('a reminder is put off for its corpus', () => {
  expect(readBackupLaterMs('a')).toBe(0);
  storeBackupLaterMs('a', 1234);
  expect(readBackupLaterMs('a')).toBe(1234);
  expect(readBackupLaterMs('b')).toBe(0);
  local.set('xenn.backupLater.b', 'soon');
  expect(readBackupLaterMs('b')).toBe(0);
});
