import { afterEach, expect, test, vi } from 'vitest';
import { EMBEDDED_MODELS } from '../../core/model-choice.ts';
import type { Calibration } from '../../core/records.ts';
import type { ClientOptions, EngineClient } from '../../workers/client.ts';
import { type Connect, type ConnectionChoice, createConnectionStore } from './connection.ts';

afterEach(() => vi.unstubAllGlobals());

const AUTOMATIC: ConnectionChoice = { backend: { chosenBy: 'measurement' }, models: EMBEDDED_MODELS };
const FORCED: ConnectionChoice = {
  backend: { backend: 'webgpu', chosenBy: 'setting' },
  models: { ...EMBEDDED_MODELS, crossEncoder: { source: 'installed', modelId: 'c1' } },
  apiKey: 'secret',
};
const CALIBRATION: Calibration = { key: 'a', modelId: 'embedded', measuredMs: 1, trials: [] };

/** Writes down what is started and closed, counted from 0. */
function recordingConnect() {
  const events: string[] = [];
  const given: ClientOptions[] = [];
  const engines: EngineClient[] = [];
  const connect: Connect = (options) => {
    const index = given.push(options) - 1;
    const engine = {} as EngineClient;
    engines.push(engine);
    events.push(`start ${index}`);
    return { engine, close: () => void events.push(`close ${index}`) };
  };
  return { connect, events, given, engines };
}

function storeCalibrations(calibrations: readonly Calibration[]): void {
  vi.stubGlobal('localStorage', { getItem: () => JSON.stringify(calibrations) });
}

test('starts the workers at once, with what was chosen and measured', () => {
  storeCalibrations([CALIBRATION]);
  const { connect, given, engines } = recordingConnect();
  const store = createConnectionStore(connect, FORCED);
  expect(given).toEqual([
    {
      backend: 'webgpu',
      models: FORCED.models,
      apiKey: 'secret',
      calibrations: [CALIBRATION],
      onStorage: expect.any(Function),
    },
  ]);
  expect(store.current().client).toBe(engines[0]);
  expect(store.current().choice).toBe(FORCED);
});

test.each([AUTOMATIC, { ...AUTOMATIC, apiKey: '' }])(
  'names neither backend nor key without one',
  (choice) => {
    storeCalibrations([]);
    const { connect, given } = recordingConnect();
    createConnectionStore(connect, choice);
    expect(given).toStrictEqual([
      { models: EMBEDDED_MODELS, calibrations: [], onStorage: expect.any(Function) },
    ]);
  },
);

test('closes the old workers before it starts the next, and then tells', () => {
  storeCalibrations([]);
  const { connect, events, given, engines } = recordingConnect();
  const store = createConnectionStore(connect, AUTOMATIC);
  store.subscribe(() => {
    events.push(store.current().client === engines[1] ? 'told of the new' : 'told of the old');
  });
  // Measured in between.
  storeCalibrations([CALIBRATION]);
  store.restart(FORCED);
  expect(events).toEqual(['start 0', 'close 0', 'start 1', 'told of the new']);
  expect(given[1]).toEqual({
    backend: 'webgpu',
    models: FORCED.models,
    apiKey: 'secret',
    calibrations: [CALIBRATION],
    onStorage: expect.any(Function),
  });
  expect(store.current().choice).toBe(FORCED);

  store.restart(AUTOMATIC);
  expect(events.slice(4)).toEqual(['close 1', 'start 2', 'told of the old']);
});

test('shows the same connection until a restart, as React asks of a store', () => {
  storeCalibrations([]);
  const store = createConnectionStore(recordingConnect().connect, AUTOMATIC);
  const first = store.current();
  expect(store.current()).toBe(first);
  store.restart(AUTOMATIC);
  expect(store.current()).not.toBe(first);
});

test('says whether this tab writes, with the same workers', () => {
  storeCalibrations([]);
  const { connect, given, engines } = recordingConnect();
  const store = createConnectionStore(connect, AUTOMATIC);
  const changed = vi.fn();
  store.subscribe(changed);
  expect(store.current().storage).toBeUndefined();
  given[0].onStorage?.('reader');
  expect(store.current()).toEqual({ client: engines[0], choice: AUTOMATIC, storage: 'reader' });
  expect(changed).toHaveBeenCalledTimes(1);
});

test('starts anew with the same choice when the tab that wrote is gone', () => {
  storeCalibrations([]);
  const { connect, events, given, engines } = recordingConnect();
  const store = createConnectionStore(connect, FORCED);
  given[0].onStorage?.('reader');
  given[0].onStorage?.('writer-gone');
  expect(events).toEqual(['start 0', 'close 0', 'start 1']);
  expect(store.current()).toEqual({ client: engines[1], choice: FORCED });
  given[1].onStorage?.('writer');
  expect(store.current().storage).toBe('writer');
});

test('tells nobody who has left', () => {
  storeCalibrations([]);
  const store = createConnectionStore(recordingConnect().connect, AUTOMATIC);
  const left = vi.fn();
  const stayed = vi.fn();
  const leave = store.subscribe(left);
  store.subscribe(stayed);
  leave();
  store.restart(FORCED);
  expect(left).not.toHaveBeenCalled();
  expect(stayed).toHaveBeenCalledTimes(1);
});
