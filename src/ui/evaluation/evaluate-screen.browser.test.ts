import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { createElement, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { XennError } from '../../core/errors.ts';
import { makeExperimentReport } from '../../testing/experiment-statistics.ts';
import {
  createFakeEvaluationClient,
  type FakeEvaluationClient,
  type FakeEvaluationOptions,
} from '../../testing/fake-evaluation-client.ts';
import { FAKE_CORPUS } from '../../testing/fake-search-corpus.ts';
import { openGate } from '../../testing/gate.ts';
import type { CorpusDetails, EngineClient } from '../../workers/client.ts';
import { CostProvider } from '../cost/CostProvider.tsx';
import { BuildProvider } from '../indexing/BuildProvider.tsx';
import { RecallProvider } from '../indexing/library/RecallProvider.tsx';
import { theme } from '../shared/theme.ts';
import { type Workspace, WorkspaceContext } from '../shared/workspace.ts';
import EvaluateScreen from './EvaluateScreen.tsx';
import { EvaluationProvider } from './EvaluationProvider.tsx';

const REPORT = makeExperimentReport({
  request: { ...makeExperimentReport().request, corpusId: FAKE_CORPUS.corpus.corpusId },
});
const TEST_QUERIES = Array.from({ length: 60 }, (_, q) => ({
  id: `q${q}`,
  text: `query ${q}`,
  split: 'test',
}));
const DETAILS: CorpusDetails = {
  ...FAKE_CORPUS,
  corpus: { ...FAKE_CORPUS.corpus, queryCount: 60, judgementCount: 90 },
  queries: TEST_QUERIES,
};

let root: Root | undefined;
const reloadDetails = vi.fn();
const searchFor = vi.fn();

interface Opened extends FakeEvaluationOptions {
  readonly details?: CorpusDetails;
  readonly storage?: Workspace['storage'];
  readonly width?: number;
  /** Calls that are answered otherwise. */
  readonly answers?: Partial<FakeEvaluationClient>;
}

async function open({
  details = DETAILS,
  storage = 'writer',
  width = 1280,
  answers,
  ...options
}: Opened = {}) {
  await page.viewport(width, 900);
  const container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
  const client: FakeEvaluationClient = { ...createFakeEvaluationClient(options), ...answers };
  const corpora = { value: [details.corpus], loading: false, reload: () => undefined };
  const workspace: Partial<Workspace> = {
    client: client as unknown as EngineClient,
    storage,
    corpora,
    details: { value: details, loading: false, reload: reloadDetails },
    encoderStatus: { loading: false, reload: () => undefined },
    searchFor,
  };
  const screen = [EvaluationProvider, RecallProvider, CostProvider, BuildProvider].reduce<ReactElement>(
    (children, provider) => createElement(provider, null, children),
    createElement(EvaluateScreen),
  );
  root.render(
    createElement(
      MantineProvider,
      { theme },
      createElement(Notifications),
      createElement(WorkspaceContext, { value: workspace as Workspace }, screen),
    ),
  );
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
  vi.clearAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const region = (name: string) => page.getByRole('region', { name });
const table = (name: string) => page.getByRole('table', { name });

async function openStored(width?: number) {
  await open({ stored: [REPORT], ...(width && { width }) });
  await button('Open First look').click();
}

describe('test queries and judgements', () => {
  it('are counted, and a file adds to them: all that it did is shown', async () => {
    await open();
    await expect
      .element(page.getByText('60 test queries (marked test), all judged. 90 judgements in all'))
      .toBeVisible();
    const input = page.getByLabelText('Files of queries or judgements');
    await input.upload(new File(['x'], 'qrels.tsv'));
    const report = page.getByRole('status', { name: 'What was added' });
    await expect.element(report).toHaveTextContent('5 queries and 9 judgements were added.');
    await expect
      .element(report)
      .toHaveTextContent('2 judgements name queries that the corpus has not: “q98”, “q99”.');
    await expect.element(report).toHaveTextContent('qrels.tsv3Expected 4 columns, found 2.');
    expect(reloadDetails).toHaveBeenCalled();
    await input.upload(new File(['x'], 'picture.txt'));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('picture.txt: expected queries or judgements, found neither.');
  });

  it('that cannot be counted are not said to be counted for ever', async () => {
    const unfinished = { jobId: 'j', createdMs: 0, queryCount: 30, seed: 4 };
    await open({
      details: { ...DETAILS, unfinishedRankings: [unfinished] },
      answers: {
        planExactRankings: async () => {
          throw new XennError('StorageError', 'The file cannot be read.');
        },
      },
    });
    await expect.element(page.getByText('The test queries could not be read')).toBeVisible();
    await expect.element(page.getByText('These rankings cannot go on')).toBeVisible();
    await expect.element(page.getByText('Test queries: marked test.')).toBeVisible();
    expect(page.getByText('Counting').elements()).toHaveLength(0);
  });

  it('are made from the documents where there are none, which is said to be easier', async () => {
    await open({ details: { ...DETAILS, queries: [] } });
    await expect.element(page.getByText('This corpus has no queries.')).toBeVisible();
    await expect
      .element(page.getByText('Queries made from documents are easier than real ones'))
      .toBeVisible();
    expect(region('New experiment').elements()).toHaveLength(0);
    await page.getByLabelText('Number of queries').fill('12');
    await button('Make test queries').click();
    await expect.element(page.getByText('12 test queries were made.')).toBeVisible();
  });
});

describe('exact rankings', () => {
  it('of a sample are planned as one, run, and paused', async () => {
    const gate = openGate();
    await open({ until: gate.opened });
    const form = page.getByRole('form', { name: 'Make exact rankings' });
    await form.getByLabelText('Test queries').fill('20');
    await expect
      .element(region('Plan of the exact rankings'))
      .toHaveTextContent('For a sample of 20 of 60 test queries (seed 1):20,000 pairs');
    await form.getByRole('button', { name: 'Make exact rankings' }).click();
    await expect.element(page.getByText('25 of 100 pairs scored')).toBeVisible();
    await expect.element(page.getByText('about 3 min left')).toBeVisible();
    await expect
      .element(button('Run experiment'))
      .toHaveAccessibleDescription('An evaluation is running: one at a time.');
    await button('Pause').click();
    await expect.element(page.getByText('25 of 100 pairs scored')).not.toBeInTheDocument();
    expect(reloadDetails).toHaveBeenCalled();
  });

  it('that were cut off are listed, to go on or to be discarded', async () => {
    const unfinished = { jobId: 'j', createdMs: 0, queryCount: 30, seed: 4 };
    await open({ details: { ...DETAILS, unfinishedRankings: [unfinished] } });
    const list = page.getByRole('list', { name: 'Unfinished exact rankings' });
    await expect.element(list).toHaveTextContent('Exact rankings of up to 30 test queries (seed 4)');
    await expect.element(list).toHaveTextContent('0 of 30,000 pairs scored');
    await button('Resume exact rankings').click();
    await expect.element(page.getByText('Exact rankings: done')).toBeVisible();
  });
});

describe('a new experiment', () => {
  it('is planned as it is typed, with what is wrong beside the field', async () => {
    await open();
    const form = page.getByRole('form', { name: 'New experiment' });
    await expect
      .element(region('Plan of the experiment'))
      .toHaveTextContent('450 searches on a sample of 50 of 60 test queries (seed 1), all judged');
    await page.getByRole('checkbox', { name: 'ADACUR' }).click();
    await expect
      .element(form.getByText('ADACUR: build an index of anchor scores first, on the index screen.'))
      .toBeVisible();
    await expect.element(button('Run experiment')).toBeDisabled();
    await page.getByRole('checkbox', { name: 'ADACUR' }).click();
    await expect.element(button('Run experiment')).toBeEnabled();
  });

  it('shows what it has so far while it runs, and its results at the end', async () => {
    const gate = openGate();
    await open({ until: gate.opened });
    await page.getByLabelText('Name', { exact: true }).fill('Overnight');
    await button('Run experiment').click();
    await expect.element(page.getByText('10 of 50 queries so far')).toBeVisible();
    await expect.element(page.getByRole('img', { name: /^Recall against calls\./ })).toBeVisible();
    gate.open();
    await expect.element(region('Results of “Overnight”')).toBeVisible();
    await expect.element(button('Close Overnight')).toBeVisible();
  });

  it('that was stopped goes on', async () => {
    const stopped = { ...REPORT, summary: { ...REPORT.summary, doneQueryCount: 12 } };
    await open({ stored: [stopped] });
    await expect.element(page.getByText('12 of 60 queries')).toBeVisible();
    await button('Resume First look').click();
    await expect.element(page.getByText('Experiment “First look”: done')).toBeVisible();
    await expect.element(button('Resume First look')).not.toBeInTheDocument();
  });
});

it('starts one evaluation at a time, and says so to what comes second', async () => {
  const read = openGate();
  const resumeExperiment = vi.fn();
  const stopped = { ...REPORT, summary: { ...REPORT.summary, doneQueryCount: 12 } };
  await open({
    stored: [stopped],
    until: openGate().opened,
    answers: { readExperiment: () => read.opened.then(() => stopped), resumeExperiment },
  });
  await button('Resume First look').click();
  await button('Run experiment').click();
  await expect.element(page.getByText('10 of 50 queries so far')).toBeVisible();
  read.open();
  await expect
    .element(page.getByText('Experiment “First look”: an evaluation is running, one at a time.'))
    .toBeVisible();
  expect(resumeExperiment).not.toHaveBeenCalled();
  await expect.element(page.getByText('10 of 50 queries so far')).toBeVisible();
});

describe('results', () => {
  it('show every imported run, though two have one name', async () => {
    const complaints = vi.spyOn(console, 'error');
    const run = { name: 'other', unknownQueryLines: 0, unknownDocumentLines: 0, missingQueryCount: 0 };
    await open({ stored: [{ ...REPORT, importedRuns: [run, run] }] });
    await button('Open First look').click();
    const list = page.getByRole('list', { name: 'Imported runs' });
    await expect.element(list).toBeVisible();
    expect(list.getByRole('listitem').elements()).toHaveLength(2);
    expect(complaints.mock.calls.filter(([text]) => /same key/.test(String(text)))).toEqual([]);
    complaints.mockRestore();
  });

  it('are a table by kinds of measures, with differences to the first method', async () => {
    await openStored();
    await expect.element(table('Measures of each method')).toHaveTextContent('Top-10-Recall');
    await page.getByRole('combobox', { name: 'Measures' }).selectOptions('Against human judgements');
    await expect.element(table('Measures of each method')).toHaveTextContent('nDCG@10');
    await expect.element(table('Measures of each method')).toHaveTextContent('Exact rankingno search');
    await expect
      .element(table('Differences to Retrieve and rerank'))
      .toHaveTextContent('AXN · MF_Trns 30050+0.058 (+0.038 to +0.078)0.0100.020');
  });

  it('query by query: where A loses most is first, and a query leads to its search', async () => {
    await openStored();
    const rows = () => table('Query by query').getByRole('row').elements();
    await expect.element(table('Query by query')).toBeVisible();
    expect(rows()).toHaveLength(1 + 25);
    const differences = rows()
      .slice(1)
      .map((row) => Number(row.children[3].textContent?.replace('−', '-')));
    expect(differences).toEqual([...differences].sort((a, b) => a - b));
    expect(differences[0]).toBeLessThan(0);
    await button('Show more').click();
    expect(rows()).toHaveLength(1 + 30);
    const first = rows()[1].children[0].textContent ?? '';
    await button(`Search for “${first}”`).click();
    expect(searchFor).toHaveBeenCalledWith(FAKE_CORPUS.corpus.corpusId, first);
  });

  it('are deleted once that is confirmed', async () => {
    await openStored();
    await button('Delete First look').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.element(page.getByText('No experiment yet.')).toBeVisible();
    expect(region('Results of “First look”').elements()).toHaveLength(0);
  });

  it('repeated say that they are identical', async () => {
    await openStored();
    await button('Repeat').click();
    await expect
      .element(region('Compared with the experiment that it repeats'))
      .toHaveTextContent('Identical: every ranking of every method on 60 queries is the same');
  });
});

it('writes nothing from a tab that only reads, and says why', async () => {
  await open({ stored: [REPORT], storage: 'reader' });
  const reason = 'This tab only reads what another one writes: close that one to change anything here.';
  for (const name of [
    'Add queries or judgements',
    'Make exact rankings',
    'Run experiment',
    'Import an experiment',
    'Delete First look',
  ]) {
    await expect.element(button(name)).toHaveAccessibleDescription(reason);
  }
  await expect.element(button('Open First look')).toBeEnabled();
});

it('fits a narrow window: nothing is wider than it, but tables that scroll', async () => {
  await openStored(380);
  await expect.element(table('Query by query')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
});

it('is used by keyboard: an experiment is opened and its measures chosen', async () => {
  await open({ stored: [REPORT] });
  await expect.element(button('Open First look')).toBeVisible();
  (button('Open First look').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(region('Results of “First look”')).toBeVisible();
  await expect.element(button('Close First look')).toHaveFocus();
});
