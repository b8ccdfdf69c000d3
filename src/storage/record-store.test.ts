import { describe, expect, test } from 'vitest';
import { createExperimentStore, createRunStore } from './kept-records.ts';
import { memoryFileTree } from './model-files-memory.ts';

const OLDER = { runId: 'run-1', createdMs: 1, queryText: 'Zürich\nlake' };
const NEWER = { runId: 'run-2', createdMs: 2, queryText: 'tide' };

function openStore() {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return { files, store: createRunStore<typeof OLDER>(memoryFileTree(files)) };
}

test('what is written is listed, newest first, and read as it was', async () => {
  const { store, files } = openStore();
  await store.writeRun(OLDER, '{"a": "1\n2"}');
  await store.writeRun(NEWER, '{}');
  expect(await store.listRuns()).toEqual([NEWER, OLDER]);
  expect(await store.readRun('run-1')).toBe('{"a": "1\n2"}');
  const reopened = createRunStore(memoryFileTree(files));
  expect(await reopened.listRuns()).toEqual([NEWER, OLDER]);
});

test('a deleted one is gone; deleting one that is not there does nothing', async () => {
  const { store } = openStore();
  await store.writeRun(OLDER, '{}');
  await store.deleteRun('run-1');
  await store.deleteRun('run-9');
  expect(await store.listRuns()).toEqual([]);
  await expect(store.readRun('run-1')).rejects.toMatchObject({
    name: 'StorageError',
    message:
      "No search 'run-1' is kept here: it was deleted, or it is of another browser. Open it from its file there.",
  });
});

describe('a record that was cut off or changed', () => {
  test.each([
    ['cut off at half', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, bytes.length / 2)],
    ['empty', () => new Uint8Array()],
    [
      'a byte flipped',
      (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, i) => (i === 90 ? byte ^ 1 : byte)),
    ],
  ])('%s is not listed', async (_, damage) => {
    const { store, files } = openStore();
    await store.writeRun(OLDER, '{"rounds": 3}');
    await store.writeRun(NEWER, '{}');
    const path = 'run-1/run.record';
    files.set(path, damage(files.get(path) as Uint8Array<ArrayBuffer>));
    expect(await store.listRuns()).toEqual([NEWER]);
    await expect(store.readRun('run-1')).rejects.toMatchObject({ name: 'StorageError' });
  });
});

test('a full disk is said, and nothing of the run stays', async () => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const tree = memoryFileTree(files, { usedBytes: 1_250_000, availableBytes: 340_000 });
  const store = createRunStore({
    ...tree,
    async write(path, offset, bytes) {
      await tree.write(path, offset, bytes.subarray(0, 3));
      throw new DOMException('refused', 'QuotaExceededError');
    },
  });
  await expect(store.writeRun(OLDER, '{}')).rejects.toThrow(
    'The storage of this site could not be read or written, most likely because it is full: ' +
      '1.3 MB are in use and about 0.3 MB available. Nothing of this step was kept. Delete an index or a corpus, ' +
      'or free disk space, and try again.',
  );
  expect(files.size).toBe(0);
});

test.each(['..', 'a/../b', 'a/b', 'a.b', ''])(
  'the id %j is none, and reaches no other folder',
  async (runId) => {
    const { store, files } = openStore();
    const message =
      `Expected the id of a kept search, letters, digits, '-' and '_', found '${runId}'. Choose one from the list of kept ` +
      'searches.';
    const refused = { name: 'StorageError', message };
    await expect(store.readRun(runId)).rejects.toMatchObject(refused);
    await expect(store.deleteRun(runId)).rejects.toMatchObject(refused);
    await expect(store.writeRun({ ...OLDER, runId }, '{}')).rejects.toMatchObject(refused);
    expect(files.size).toBe(0);
  },
);

test('listing reads the heads alone', async () => {
  const { store, files } = openStore();
  await store.writeRun(OLDER, '{}'.padEnd(100_000));
  let bytesRead = 0;
  const tree = memoryFileTree(files);
  const watched = createRunStore({
    ...tree,
    async read(path) {
      const blob = await tree.read(path);
      if (!blob) return blob;
      const slice = blob.slice.bind(blob);
      blob.slice = (start = 0, end = blob.size) => {
        // Slices are read when they are asked for their bytes.
        const part = slice(start, end);
        const arrayBuffer = part.arrayBuffer.bind(part);
        part.arrayBuffer = () => {
          bytesRead += part.size;
          return arrayBuffer();
        };
        return part;
      };
      blob.arrayBuffer = () => {
        throw new Error('The whole record is not to be read.');
      };
      return blob;
    },
  });
  expect(await watched.listRuns()).toEqual([OLDER]);
  expect(bytesRead).toBeLessThan(1000);
});

test('a run that was changed is said to be damaged', async () => {
  const { store, files } = openStore();
  await store.writeRun(OLDER, '{"rounds": 3}');
  const path = 'run-1/run.record';
  const bytes = files.get(path) as Uint8Array<ArrayBuffer>;
  files.set(path, bytes.with(-2, '4'.charCodeAt(0)));
  await expect(store.readRun('run-1')).rejects.toMatchObject({
    name: 'StorageError',
    message:
      "The kept search 'run-1' is damaged: its bytes do not match their digest. Delete it, or open it from its file.",
  });
});

test('what was cut off is removed; what is whole, and what another version wrote, stays', async () => {
  const { store, files } = openStore();
  await store.writeRun(OLDER, '{}');
  await store.writeRun(NEWER, '{"rounds": 3}');
  files.set('run-2/run.record', (files.get('run-2/run.record') as Uint8Array<ArrayBuffer>).slice(0, -1));
  files.set('run-3/run.record', new Uint8Array());
  files.set('run-4/other', new Uint8Array());
  files.set('run-5/run.record', new TextEncoder().encode('xenn-run 3 what it says'));
  await store.removeCutOff();
  expect([...files.keys()].sort()).toEqual(['run-1/run.record', 'run-5/run.record']);
  expect(await store.listRuns()).toEqual([OLDER]);
});

describe('a record of another version', () => {
  const text = 'xenn-run 3 what it says';
  const bytes = new TextEncoder().encode(text);
  const refused = {
    name: 'StorageError',
    message:
      "The kept search 'run-2' was written by another version of xenn, which this one can neither read nor write over. " +
      'Reload the page to get the newest version, or delete it.',
  };

  test.each([
    ['alone', false],
    ['beside one of this version, which it came after', true],
  ])('%s is listed by its id, neither read nor written over, and deleted', async (_, besides) => {
    const { store, files } = openStore();
    await store.writeRun(OLDER, '{}');
    if (besides) await store.writeRun(NEWER, '{}');
    files.set(besides ? 'run-2/second-run.record' : 'run-2/run.record', bytes);
    const before = new Map(files);
    expect(await store.listRuns()).toEqual([OLDER]);
    expect(await store.listRunsOfOtherVersion()).toEqual(['run-2']);
    await expect(store.readRun('run-2')).rejects.toMatchObject(refused);
    await expect(store.writeRun(NEWER, '{"rounds": 3}')).rejects.toMatchObject(refused);
    await store.removeCutOff();
    expect(files).toEqual(before);
    await store.deleteRun('run-2');
    expect(await store.listRunsOfOtherVersion()).toEqual([]);
    expect([...files.keys()]).toEqual(['run-1/run.record']);
  });
});

describe('an experiment is written again and again', () => {
  const head = (doneQueryCount: number) => ({ experimentId: 'e-1', createdMs: 1, doneQueryCount });

  test('the last one counts; the one before is there until it is', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    const store = createExperimentStore<ReturnType<typeof head>>(memoryFileTree(files));
    for (const done of [0, 1, 2, 3]) await store.writeExperiment(head(done), `{"done": ${done}}`);
    expect(await store.listExperiments()).toEqual([head(3)]);
    expect(await store.readExperiment('e-1')).toBe('{"done": 3}');
    expect([...files.keys()].sort()).toEqual(['e-1/experiment.record', 'e-1/second-experiment.record']);

    // The fourth and last is the second file's.
    files.set('e-1/second-experiment.record', new Uint8Array(40));
    expect(await store.readExperiment('e-1')).toBe('{"done": 2}');
    await store.removeCutOff();
    expect(files.get('e-1/second-experiment.record')).toHaveLength(0);
    expect(await store.listExperiments()).toEqual([head(2)]);
    await store.writeExperiment(head(4), '{"done": 4}');
    expect(await store.readExperiment('e-1')).toBe('{"done": 4}');
    await store.deleteExperiment('e-1');
    expect(files.size).toBe(0);
  });

  test('on a full disk the one before stays', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    const tree = memoryFileTree(files);
    let isFull = false;
    const store = createExperimentStore<ReturnType<typeof head>>({
      ...tree,
      async write(path, offset, bytes) {
        await tree.write(path, offset, isFull ? bytes.subarray(0, 10) : bytes);
        if (isFull && bytes.length > 0) throw new DOMException('refused', 'QuotaExceededError');
      },
    });
    await store.writeExperiment(head(0), '{"done": 0}');
    await store.writeExperiment(head(1), '{"done": 1}');
    isFull = true;
    await expect(store.writeExperiment(head(2), '{"done": 2}')).rejects.toMatchObject({
      name: 'StorageError',
    });
    expect(await store.readExperiment('e-1')).toBe('{"done": 1}');
    expect([...files.values()].filter(({ length }) => length === 10)).toEqual([]);
  });

  test('its errors name what it is', async () => {
    const store = createExperimentStore(memoryFileTree(new Map()));
    await expect(store.readExperiment('e-9')).rejects.toThrow(
      "No experiment 'e-9' is kept here: it was deleted, or it is of another browser. Open it from its file there.",
    );
    await expect(store.readExperiment('..')).rejects.toThrow(
      "Expected the id of a kept experiment, letters, digits, '-' and '_', found '..'. Choose one from the list of kept " +
        'experiments.',
    );
  });
});

test('a search that was kept before experiments were is read', async () => {
  const { store, files } = openStore();
  const body = '{"a":1}';
  const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  // As `digestBlocks` has it: the digest of the digests, here of one block.
  const digestOf = async (text: string) =>
    Array.from(await sha256(await sha256(new TextEncoder().encode(text))), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
  const head = `${JSON.stringify({ digest: await digestOf(body), bytes: body.length, summary: OLDER })}\n`;
  const bytes = new TextEncoder().encode(head).length;
  const record = `xenn-run 2 ${String(bytes).padStart(10, '0')} ${await digestOf(head)}\n${head}${body}`;
  files.set('run-1/run.record', new TextEncoder().encode(record));
  expect(await store.listRuns()).toEqual([OLDER]);
  expect(await store.readRun('run-1')).toBe(body);
});
