import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commitOf, startTestHub, type TestHub } from '../../testing/hub-server.ts';
import { readRepository } from './hub-repository.ts';

const GRAPH = Uint8Array.of(1, 2, 3);
const FILES = new Map([
  ['config.json', new TextEncoder().encode('{}')],
  ['onnx/model.onnx', GRAPH],
]);

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({
    'owner/tiny': { files: FILES, cardData: { license: 'apache-2.0' }, tags: ['onnx', 'license:apache-2.0'] },
    'owner/gated': { files: FILES, gated: 'auto' },
    'owner/disabled': { files: FILES, disabled: true },
    'owner/named': { files: FILES, cardData: { license: 'other', license_name: 'gemma' } },
    'owner/two': { files: FILES, cardData: { license: ['mit', 'apache-2.0'] } },
    'owner/tagged': { files: FILES, tags: ['license:mit'] },
    'owner/silent': { files: FILES },
  });
});
afterEach(() => hub.faults.clear());
afterAll(() => hub.close());

function read(repository: string, revision?: string, fetch = globalThis.fetch) {
  return readRepository({ hubUrl: hub.url, repository, ...(revision && { revision }) }, { fetch });
}

it.each([undefined, 'main', commitOf('owner/tiny')])(
  'lists a repository at %s with its commit, sizes, hashes, licence and tags',
  async (revision) => {
    expect(await read('owner/tiny', revision)).toEqual({
      name: 'owner/tiny',
      origin: {
        source: 'hub',
        hubUrl: hub.url,
        repository: 'owner/tiny',
        revision: commitOf('owner/tiny'),
      },
      licence: 'apache-2.0',
      pipelineTag: 'text-ranking',
      tags: ['onnx', 'license:apache-2.0'],
      files: [
        { path: 'config.json', bytes: 2 },
        { path: 'onnx/model.onnx', bytes: 3, sha256: createHash('sha256').update(GRAPH).digest('hex') },
      ],
    });
  },
);

it('takes addresses and names as people type them', async () => {
  const typed = { hubUrl: ` ${hub.url}// `, repository: ' owner/tiny ', revision: ' ' };
  expect((await readRepository(typed, { fetch })).origin).toMatchObject({
    hubUrl: hub.url,
    repository: 'owner/tiny',
  });
});

it.each([
  ['owner/named', 'gemma'],
  ['owner/two', 'mit, apache-2.0'],
  ['owner/tagged', 'mit'],
  ['owner/silent', undefined],
])('gives the licence of %s as %s', async (repository, licence) => {
  expect((await read(repository)).licence).toBe(licence);
});

describe('what goes wrong is said in words:', () => {
  it.each([
    [
      'gated',
      'owner/gated',
      'owner/gated is gated: HUB gives it only to people who are logged in and accepted its conditions. ' +
        "Download it there with the hub's own tools and install it from a folder.",
    ],
    [
      'disabled',
      'owner/disabled',
      'owner/disabled was disabled on HUB: nobody can download it. Choose another model.',
    ],
    [
      'missing or private',
      'owner/none',
      "HUB shows no model owner/none with a revision 'main': it does not exist, or it is private. " +
        "Check the name ('owner/name') and the revision; download a private model with its owner's tools and " +
        'install it from a folder.',
    ],
    [
      'no name',
      'tiny',
      "Expected a model as 'owner/name', such as cross-encoder/ms-marco-MiniLM-L6-v2, found 'tiny'. " +
        "Copy the name from the top of the model's page.",
    ],
  ])('%s', async (_, repository, message) => {
    await expect(read(repository)).rejects.toThrow(message.replaceAll('HUB', hub.url));
  });

  it('an unknown revision', async () => {
    await expect(read('owner/tiny', 'v9')).rejects.toThrow(
      `owner/tiny on ${hub.url} has no revision 'v9'. Check the branch, tag or commit.`,
    );
  });

  it.each([
    [
      429,
      { 'retry-after': '30' },
      'HUB answers no more requests from this address for now (429). Try again in 30 s, or set a mirror as the hub.',
    ],
    [
      429,
      {},
      'HUB answers no more requests from this address for now (429). Try again in some minutes, or set a mirror as the hub.',
    ],
    [
      503,
      {},
      'HUB answered the request for the file list of owner/tiny with status 503. ' +
        'Try again later, or set a mirror as the hub.',
    ],
    [
      403,
      {},
      'owner/tiny is gated: HUB gives it only to people who are logged in and accepted its conditions. ' +
        "Download it there with the hub's own tools and install it from a folder.",
    ],
    [
      404,
      {},
      "HUB shows no model owner/tiny with a revision 'main': it does not exist, or it is private. " +
        "Check the name ('owner/name') and the revision; download a private model with its owner's tools and " +
        'install it from a folder.',
    ],
  ])('status %i with %j', async (status, headers, message) => {
    hub.faults.set('list', [{ kind: 'status', status, headers }]);
    await expect(read('owner/tiny')).rejects.toThrow(message.replaceAll('HUB', hub.url));
  });

  it('a web page', async () => {
    hub.faults.set('list', [{ kind: 'web-page' }]);
    await expect(read('owner/tiny')).rejects.toThrow(
      `Expected the file list of owner/tiny from ${hub.url}, found a web page. ` +
        'Check the address of the hub in the settings, and whether the network asks for a login.',
    );
  });

  it('no connection', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(read('owner/tiny', undefined, offline)).rejects.toThrow(
      `${hub.url} could not be reached (Failed to fetch). Check the connection, and that the hub set in the ` +
        'settings allows requests from other sites (CORS); or install the model from a folder.',
    );
  });

  it.each([
    ['{"a":', /but Unexpected end of JSON input\. /],
    ['{"siblings":[]}', /but its commit is undefined\. /],
    ['{"sha":"main"}', /but its commit is "main"\. /],
    [`{"sha":"${'a'.repeat(40)}","siblings":[{"rfilename":"b"}]}`, /but the size of b is undefined\. /],
  ])('an answer that is no listing: %s', async (body, found) => {
    const answering = async () => new Response(body);
    const read1 = read('owner/tiny', undefined, answering);
    await expect(read1).rejects.toThrow(found);
    await expect(read1).rejects.toThrow(
      /^Expected a list of files with a commit and sizes for owner\/tiny from .*Check the address of the hub in the settings: this one does not answer as a model hub does\.$/,
    );
  });

  it.each([
    [
      '',
      'Expected the address of a model hub, found none: it is switched off in the settings. ' +
        'Set one there, or install the model from a folder.',
    ],
    [
      'hub.example.org',
      "Expected the address of a model hub, such as https://huggingface.co, found 'hub.example.org'. " +
        'Correct it in the settings.',
    ],
  ])('the hub %j', async (hubUrl, message) => {
    await expect(readRepository({ hubUrl, repository: 'a/b' }, { fetch })).rejects.toThrow(message);
  });
});

it('throws what it was cancelled with', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(
    readRepository({ hubUrl: hub.url, repository: 'owner/tiny' }, { fetch, signal }),
  ).rejects.toThrow('enough');
});
