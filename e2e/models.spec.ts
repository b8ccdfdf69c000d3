import type { Page } from '@playwright/test';
import { commitOf, readFolder, startTestHub, type TestHub } from '../src/testing/hub-server.ts';
import { loadRerankModel } from '../src/testing/rerank-model.ts';
import { startRerankServer } from '../src/testing/rerank-server.ts';
import { expect, goTo, openApp, search, test, trySample } from './fixtures.ts';

const FIXTURES = 'src/testing/fixtures/architectures';
const CROSS_ENCODER = 'tests/tiny-roberta';
const DUAL_ENCODER = 'tests/tiny-e5';
/** Weights beside the graph; large enough that some of them have arrived when the connection breaks. */
const DATA = 'onnx/model.onnx_data';

let hub: TestHub;
test.beforeEach(async () => {
  hub = await startTestHub({
    [CROSS_ENCODER]: {
      files: new Map([...(await readFolder(`${FIXTURES}/roberta`)), [DATA, new Uint8Array(9_000_000)]]),
      cardData: { license: 'apache-2.0' },
    },
    [DUAL_ENCODER]: { files: await readFolder(`${FIXTURES}/bert-mean-e5`) },
  });
});
test.afterEach(() => hub.close());

/** Opens the settings and lets the page connect to other addresses. */
async function allowConnections(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Allow connections' }).last().click();
  await expect(page.getByRole('button', { name: 'Forbid connections' })).toBeVisible();
}

/** The landmark of a kind of model in the settings. */
function section(page: Page, kind: 'Cross-encoder' | 'Dual-encoder') {
  return page.getByRole('region', { name: kind, exact: true });
}

async function lookUp(page: Page, kind: 'Cross-encoder' | 'Dual-encoder', repository: string): Promise<void> {
  const models = section(page, kind);
  const add = models.getByRole('button', { name: /^Add a model/ });
  if ((await add.getAttribute('aria-expanded')) === 'false') await add.click();
  await models.getByRole('combobox', { name: 'Model' }).fill(repository);
  await page.keyboard.press('Escape');
  await models.getByRole('textbox', { name: 'Hub' }).fill(hub.url);
  await models.getByRole('button', { name: 'Look it up' }).click();
}

async function installAndUse(
  page: Page,
  kind: 'Cross-encoder' | 'Dual-encoder',
  name: string,
): Promise<void> {
  const models = section(page, kind);
  await models.getByRole('button', { name: 'Install' }).click();
  await expect(models.getByText(`${name} is installed`)).toBeVisible({ timeout: 60_000 });
  await models.getByRole('button', { name: 'Use it' }).click();
  await expect(models.getByText(`${name}, `)).toBeVisible({ timeout: 60_000 });
}

test('models from a hub: looked up, installed, used after a reload without the hub, removed', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await allowConnections(page);
  const crossEncoders = section(page, 'Cross-encoder');

  await test.step('what it is, before anything is downloaded', async () => {
    await lookUp(page, 'Cross-encoder', CROSS_ENCODER);
    await expect(
      crossEncoders.getByText(`at ${commitOf(CROSS_ENCODER).slice(0, 8)}. Licence: apache-2.0`),
    ).toBeVisible();
    await expect(crossEncoders.getByRole('radio', { name: /^fp32, [\d.]+ MB/ })).toBeChecked();
    expect(hub.requests.map(({ what }) => what)).toEqual(['list', 'config.json', 'tokenizer_config.json']);
  });

  await test.step('a download that breaks off goes on where it was', async () => {
    hub.faults.set(DATA, [{ kind: 'cut', afterBytes: 8_000_000 }]);
    await installAndUse(page, 'Cross-encoder', CROSS_ENCODER);
    const ranges = hub.requests.filter(({ what }) => what === DATA).map(({ range }) => range);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });

  await test.step('its speed can be measured while another one is in use', async () => {
    await crossEncoders.getByRole('radio', { name: 'Embedded' }).click();
    await page.evaluate(() => localStorage.removeItem('xenn.calibrations'));
    await crossEncoders.getByRole('button', { name: `Measure ${CROSS_ENCODER}` }).click();
    await expect(crossEncoders.getByText(/WASM [\d.,]+ pairs\/s/)).toBeVisible({ timeout: 60_000 });
    await crossEncoders.getByRole('radio', { name: CROSS_ENCODER }).click();
    await expect(crossEncoders.getByText(`${CROSS_ENCODER}, `)).toBeVisible({ timeout: 60_000 });
  });

  await test.step('so does a dual-encoder', async () => {
    await lookUp(page, 'Dual-encoder', DUAL_ENCODER);
    await expect(section(page, 'Dual-encoder').getByText('Licence: not stated')).toBeVisible();
    await installAndUse(page, 'Dual-encoder', DUAL_ENCODER);
    await expect(section(page, 'Dual-encoder').getByText('32 dimensions')).toBeVisible();
  });

  await test.step('a search runs on both, after a reload too', async () => {
    await hub.close();
    await page.reload();
    await goTo(page, 'Search');
    await search(page, 'why does my sourdough taste of vinegar');
    await expect(page.getByText('(100 computed now, 0 from store)')).toBeVisible({ timeout: 90_000 });
  });

  await test.step('the embedded ones are a click away, and the other can be removed', async () => {
    await goTo(page, 'Settings');
    await crossEncoders.getByRole('radio', { name: 'Embedded' }).click();
    await expect(crossEncoders.getByText('xenn-small-cross-encoder, ')).toBeVisible({ timeout: 60_000 });
    await crossEncoders.getByRole('button', { name: `Remove ${CROSS_ENCODER}` }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(crossEncoders.getByText(CROSS_ENCODER)).toHaveCount(0);
  });
});

test('a model that is not there, and one that is no cross-encoder', async ({ page }) => {
  await openApp(page, '?backend=wasm');
  await allowConnections(page);
  await lookUp(page, 'Cross-encoder', 'tests/nothing');
  await expect(section(page, 'Cross-encoder').getByRole('alert')).toContainText('tests/nothing');
  await lookUp(page, 'Cross-encoder', DUAL_ENCODER);
  await expect(section(page, 'Cross-encoder').getByRole('alert')).toContainText(
    'expected an architecture …ForSequenceClassification or Qwen3ForCausalLM, as cross-encoders have, found BertModel',
  );
  await expect(section(page, 'Cross-encoder').getByRole('button', { name: 'Install' })).toHaveCount(0);
});

test('a model from a folder, and its settings', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page, '?backend=wasm#settings');
  const models = section(page, 'Cross-encoder');
  await models.getByRole('button', { name: /^Add a model/ }).click();
  await models.getByRole('tab', { name: 'From a folder' }).click();
  await models.getByLabel('Model folder').setInputFiles(`${FIXTURES}/bert`);
  await installAndUse(page, 'Cross-encoder', 'bert');
  await expect(models.getByText('up to 64 tokens a pair')).toBeVisible();

  await models.getByRole('button', { name: 'How bert is used' }).click();
  await models.getByRole('textbox', { name: 'Longest input, tokens' }).fill('32');
  await models.getByRole('button', { name: 'Save' }).click();
  await expect(models.getByText('up to 32 tokens a pair')).toBeVisible({ timeout: 60_000 });
});

test('a server: tried, used, and its key kept out of what is stored', async ({ page }) => {
  test.setTimeout(180_000);
  const server = await startRerankServer({
    model: await loadRerankModel(),
    modelName: 'tests/tiny',
    apiKey: 'secret-key',
    cors: true,
  });
  try {
    await openApp(page);
    await trySample(page);
    await allowConnections(page);
    const models = section(page, 'Cross-encoder');
    await models.getByRole('button', { name: 'Use a server' }).click();
    await models.getByRole('textbox', { name: 'Addresses' }).fill(server.url);
    await models.getByRole('button', { name: 'Test the connection' }).click();
    await expect(models.getByRole('alert')).toContainText('Check the API key');
    await models.getByLabel('API key').fill('secret-key');
    await models.getByRole('button', { name: 'Test the connection' }).click();
    await expect(models.getByText('The scores are the raw logits of the model')).toBeVisible();
    await models.getByRole('button', { name: 'Use this server' }).click();
    await expect(page.getByRole('button', { name: 'Backend: Server' })).toBeVisible({ timeout: 60_000 });

    const before = server.requests.length;
    await goTo(page, 'Search');
    await search(page, 'why does my sourdough taste of vinegar');
    await expect(page.getByText('(100 computed now, 0 from store)')).toBeVisible({ timeout: 90_000 });
    const texts = server.requests.slice(before).flatMap((request) => request.texts);
    expect(new Set(texts).size).toBe(100);
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(stored).toContain(server.url);
    expect(stored).not.toContain('secret-key');
  } finally {
    await server.close();
  }
});
