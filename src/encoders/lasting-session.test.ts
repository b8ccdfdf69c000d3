import { expect, test } from 'vitest';
import { XennError, type XennErrorName } from '../core/errors.ts';
import type { BackendName } from '../core/records.ts';
import type { ModelInputs } from './graph-inputs.ts';
import { createLastingSession } from './lasting-session.ts';
import type { ModelSession } from './session.ts';

const lostGpu = () => new XennError('GpuError', 'The GPU stopped working: out of memory.');

/** One row a number. */
const batchOf = (...rows: number[]): ModelInputs => ({
  input_ids: { data: Int32Array.from(rows), dims: [rows.length, 1] },
});

interface FakeSession extends ModelSession {
  /** Rows of each run, the failed ones too. */
  readonly runs: number[][];
  disposals: number;
}

/** Gives each row's number back. `fail`: called with the rows of each run; what it gives is thrown. */
function fakeSession(backend: BackendName, fail: (rows: number[]) => Error | undefined): FakeSession {
  const session: FakeSession = {
    backend,
    name: 'model',
    runs: [],
    disposals: 0,
    run: async ({ input_ids: { data, dims } }) => {
      session.runs.push([...data]);
      if (session.disposals > 0) throw new XennError('EncoderError', 'model: the session is closed.');
      const error = fail([...data]);
      if (error) throw error;
      return { output: Float32Array.from(data), dims, modelMs: 1 };
    },
    dispose: async () => {
      session.disposals += 1;
    },
  };
  return session;
}

const works = () => undefined;

function deferred<T>() {
  let [resolve, reject] = [(_: T) => {}, (_: Error) => {}];
  const promise = new Promise<T>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  return { promise, resolve, reject };
}

/** A lasting session over `first`; `next` gives, by backend, what each reopening gives. */
function lasting(first: FakeSession, next: (backend: BackendName) => FakeSession | Promise<FakeSession>) {
  const reopened: BackendName[] = [];
  const notices: string[] = [];
  const session = createLastingSession({
    first,
    reopen: async (backend) => {
      reopened.push(backend);
      return next(backend);
    },
    onReplaced: (backend, message) => notices.push(`${backend}: ${message}`),
  });
  return { session, reopened, notices };
}

/** `asked` resolves once the model is to be opened again, which then waits for `opened`. */
function startingAgain(first: FakeSession) {
  const asked = deferred<void>();
  const opened = deferred<FakeSession>();
  const parts = lasting(first, () => {
    asked.resolve();
    return opened.promise;
  });
  return { ...parts, asked, opened };
}

test('as long as nothing is lost, runs go to the first session', async () => {
  const first = fakeSession('webgpu', works);
  const { session, reopened, notices } = lasting(first, () => first);
  expect(await session.run(batchOf(1, 2))).toEqual({
    output: Float32Array.of(1, 2),
    dims: [2, 1],
    modelMs: 1,
  });
  expect({ name: session.name, backend: session.backend }).toEqual({ name: 'model', backend: 'webgpu' });
  expect({ reopened, notices }).toEqual({ reopened: [], notices: [] });
});

test('after a loss the batch goes on in halves on the same backend, and the person is told', async () => {
  const first = fakeSession('webgpu', lostGpu);
  const second = fakeSession('webgpu', works);
  const { session, reopened, notices } = lasting(first, () => second);
  const run = await session.run(batchOf(1, 2, 3, 4, 5));
  expect(run).toEqual({ output: Float32Array.of(1, 2, 3, 4, 5), dims: [5, 1], modelMs: 2 });
  expect(second.runs).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(first.disposals).toBe(1);
  expect(reopened).toEqual(['webgpu']);
  expect(notices).toEqual([
    'webgpu: The GPU stopped working: out of memory. The model was started again and went on where it was.',
  ]);
});

test('what is read of the output is halved with the rows', async () => {
  const second = fakeSession('webgpu', works);
  const readAts: unknown[] = [];
  const run: ModelSession['run'] = async (inputs, readAt) => {
    readAts.push(readAt);
    return second.run(inputs);
  };
  const { session } = lasting(fakeSession('webgpu', lostGpu), () => ({ ...second, run }));
  await session.run(batchOf(1, 2, 3), { positions: [7, 8, 9], columns: [0, 4] });
  expect(readAts).toEqual([
    { positions: [7, 8], columns: [0, 4] },
    { positions: [9], columns: [0, 4] },
  ]);
});

test('a second loss leads to WebAssembly, and halves are halved again', async () => {
  const first = fakeSession('webgpu', lostGpu);
  const second = fakeSession('webgpu', (rows) => (rows.length > 1 ? lostGpu() : undefined));
  const third = fakeSession('wasm', works);
  const { session, reopened, notices } = lasting(first, (backend) => (backend === 'wasm' ? third : second));
  expect((await session.run(batchOf(1, 2, 3, 4))).output).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(second.runs).toEqual([[1, 2]]);
  expect(third.runs).toEqual([[1], [2], [3, 4]]);
  expect(reopened).toEqual(['webgpu', 'wasm']);
  expect(session.backend).toBe('wasm');
  expect(notices[1]).toBe(
    'wasm: The GPU stopped working: out of memory. The model now runs on WebAssembly and went on where it was.',
  );
  expect([first.disposals, second.disposals, third.disposals]).toEqual([1, 1, 0]);
});

test('a backend that does not start again gives way to WebAssembly at once', async () => {
  const third = fakeSession('wasm', works);
  const { session, reopened } = lasting(fakeSession('webgpu', lostGpu), async (backend) => {
    if (backend === 'webgpu') throw new XennError('EncoderError', 'No adapter.');
    return third;
  });
  expect((await session.run(batchOf(1))).output).toEqual(Float32Array.of(1));
  expect(reopened).toEqual(['webgpu', 'wasm']);
});

test('a worker that died on WebAssembly is replaced there', async () => {
  const died = () => new XennError('WorkerError', 'The worker that runs the model stopped: aborted.');
  const { session, reopened, notices } = lasting(fakeSession('wasm', died), () => fakeSession('wasm', works));
  await session.run(batchOf(1));
  expect(reopened).toEqual(['wasm']);
  expect(notices).toEqual([
    'wasm: The worker that runs the model stopped: aborted. The model was started again and went on where it was.',
  ]);
});

test('a session that cannot be closed is replaced all the same', async () => {
  const first: FakeSession = {
    ...fakeSession('webgpu', lostGpu),
    dispose: () => Promise.reject(new Error('gone')),
  };
  const { session } = lasting(first, () => fakeSession('webgpu', works));
  expect((await session.run(batchOf(1))).output).toEqual(Float32Array.of(1));
});

test('two runs that wait on the same loss: one replacement, and both go on', async () => {
  const loss = deferred<never>();
  const first: FakeSession = { ...fakeSession('webgpu', works), run: () => loss.promise };
  const second = fakeSession('webgpu', works);
  const { session, reopened, notices } = lasting(first, () => second);
  const runs = [session.run(batchOf(1, 2)), session.run(batchOf(3, 4))];
  loss.reject(lostGpu());
  expect((await Promise.all(runs)).map(({ output }) => [...output])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(reopened).toEqual(['webgpu']);
  expect(notices).toHaveLength(1);
  expect(second.disposals).toBe(0);
});

test('a run that the replacing itself cuts off is no failure', async () => {
  const cutOff = deferred<never>();
  const first = fakeSession('webgpu', works);
  first.run = ({ input_ids: { data } }) => (data[0] === 1 ? Promise.reject(lostGpu()) : cutOff.promise);
  first.dispose = async () => cutOff.reject(new XennError('EncoderError', 'model: the session is closed.'));
  const { session, reopened } = lasting(first, (backend) => fakeSession(backend, works));
  const runs = await Promise.all([session.run(batchOf(1)), session.run(batchOf(2))]);
  expect(runs.map(({ output }) => [...output])).toEqual([[1], [2]]);
  expect(reopened).toEqual(['webgpu']);
});

test('a run that begins while the model is being started again waits for it', async () => {
  const first = fakeSession('webgpu', lostGpu);
  const { session, asked, opened } = startingAgain(first);
  const before = session.run(batchOf(1));
  await asked.promise;
  const during = session.run(batchOf(2));
  opened.resolve(fakeSession('webgpu', works));
  expect([...(await before).output, ...(await during).output]).toEqual([1, 2]);
  expect(first.runs).toEqual([[1]]);
});

test('when the model cannot be started again, all that waited are told why, and so is the next', async () => {
  const first = fakeSession('webgpu', lostGpu);
  const { session, reopened, notices } = lasting(first, () =>
    Promise.reject(new XennError('EncoderError', 'The model cannot be started again, because of x.')),
  );
  const failure = { name: 'EncoderError', message: 'The model cannot be started again, because of x.' };
  const runs = [session.run(batchOf(1)), session.run(batchOf(2))];
  for (const run of runs) await expect(run).rejects.toMatchObject(failure);
  await expect(session.run(batchOf(3))).rejects.toMatchObject(failure);
  expect(reopened).toEqual(['webgpu', 'wasm']);
  expect(notices).toEqual([]);
  await session.dispose();
});

test('a fourth loss is not repaired', async () => {
  const { session, reopened } = lasting(fakeSession('webgpu', lostGpu), (backend) =>
    fakeSession(backend, lostGpu),
  );
  const failure = {
    name: 'GpuError',
    message:
      'The GPU stopped working: out of memory. That was the 4th time; the model is not started again. Reload the ' +
      'page; what was scored is kept.',
  };
  await expect(session.run(batchOf(1, 2))).rejects.toMatchObject(failure);
  await expect(session.run(batchOf(3))).rejects.toMatchObject(failure);
  expect(reopened).toEqual(['webgpu', 'wasm', 'wasm']);
});

test.each<XennErrorName>(['EncoderError', 'CancelledError', 'InvalidArgumentError'])(
  '%s is no loss and is passed on',
  async (name) => {
    const error = new XennError(name, 'Some other fault.');
    const { session, reopened } = lasting(
      fakeSession('webgpu', () => error),
      () => fakeSession('webgpu', works),
    );
    await expect(session.run(batchOf(1, 2))).rejects.toBe(error);
    expect(reopened).toEqual([]);
  },
);

test('an error in one half is passed on, and the other half is not run', async () => {
  const error = new XennError('EncoderError', 'Some other fault.');
  const second = fakeSession('webgpu', () => error);
  const { session } = lasting(fakeSession('webgpu', lostGpu), () => second);
  await expect(session.run(batchOf(1, 2))).rejects.toBe(error);
  expect(second.runs).toEqual([[1]]);
});

test('closing while the model is being started again closes what is started', async () => {
  const second = fakeSession('webgpu', works);
  const { session, asked, opened } = startingAgain(fakeSession('webgpu', lostGpu));
  const run = session.run(batchOf(1));
  await asked.promise;
  const closing = session.dispose();
  opened.resolve(second);
  await Promise.allSettled([closing, run]);
  expect(second.disposals).toBe(1);
});

test('closing while the model fails to start again ends too', async () => {
  const { session, asked, opened } = startingAgain(fakeSession('wasm', lostGpu));
  const run = session.run(batchOf(1));
  await asked.promise;
  const closing = session.dispose();
  const error = new XennError('EncoderError', 'No memory.');
  opened.reject(error);
  await expect(run).rejects.toBe(error);
  await closing;
});

test('a loss after closing is not repaired', async () => {
  const loss = deferred<never>();
  const first: FakeSession = { ...fakeSession('webgpu', works), run: () => loss.promise };
  const { session, reopened } = lasting(first, () => fakeSession('webgpu', works));
  const run = session.run(batchOf(1));
  await session.dispose();
  const error = lostGpu();
  loss.reject(error);
  await expect(run).rejects.toBe(error);
  expect(reopened).toEqual([]);
});

test('a loss after a hundred batches is the first again: a laptop that wakes up has lost its GPU', async () => {
  let lost = false;
  const loseWhenAsked = () => {
    if (!lost) return undefined;
    lost = false;
    return lostGpu();
  };
  const { session, reopened } = lasting(fakeSession('webgpu', loseWhenAsked), (backend) =>
    fakeSession(backend, loseWhenAsked),
  );
  for (let sleep = 0; sleep < 5; sleep++) {
    for (let i = 0; i < 100; i++) await session.run(batchOf(1));
    lost = true;
    await session.run(batchOf(1));
  }
  expect(reopened).toEqual(Array(5).fill('webgpu'));
});
