import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cancelledError } from '../../core/errors.ts';
import type { CorpusDetails, CostPlan, CostRequest, EngineClient } from '../../workers/client.ts';
import { CostPlanSummary } from './CostPlanSummary.tsx';
import { initialCostDraft } from './cost-draft.ts';
import { useCostPlan } from './use-cost-plan.ts';

interface Call {
  readonly request: CostRequest;
  readonly signal: AbortSignal;
  readonly resolve: (plan: CostPlan) => void;
  readonly reject: (reason: Error) => void;
}

/** Every plan that was asked for, in order; each waits for its test. */
let calls: Call[] = [];
const client = {
  planCost: (request: CostRequest, { signal }: { signal: AbortSignal }) =>
    new Promise<CostPlan>((resolve, reject) => {
      // As the real client does it.
      signal.addEventListener('abort', () => reject(cancelledError()));
      calls.push({ request, signal, resolve, reject });
    }),
} as unknown as EngineClient;

const details = {
  corpus: { corpusId: 'c', documentCount: 5183 },
  ownTrainQueryCount: 809,
  queries: new Array(40),
} as unknown as CorpusDetails;

const planOf = (scorerCalls: number): CostPlan => ({
  scorerCalls,
  knownCalls: 0,
  estimatedMs: 1000,
  estimateBasis: 'measured here',
});

/** The plan of a draft whose budget grows by one with every click. */
function Planning() {
  const [draft, setDraft] = useState(() => initialCostDraft(details));
  const plan = useCostPlan(client, draft, details);
  const type = () => setDraft((old) => ({ ...old, budget: Number(old.budget) + 1 }));
  return createElement(
    'div',
    {},
    createElement('button', { type: 'button', onClick: type }, 'Type'),
    createElement(CostPlanSummary, { plan }),
  );
}

let root: Root | undefined;

/** Resolves once the plan of this budget was asked for, by the call number given. */
async function askedFor(call: number, budget: number): Promise<Call> {
  await expect.poll(() => calls.map(({ request }) => request.recall.budget)[call]).toBe(budget);
  return calls[call];
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  calls = [];
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  root.render(createElement(MantineProvider, {}, createElement(Planning)));
});

afterEach(() => {
  vi.useRealTimers();
  root?.unmount();
  document.body.replaceChildren();
});

const type = () => page.getByRole('button', { name: 'Type' }).click();

function typingPauses(): void {
  vi.runOnlyPendingTimers();
}

test('typing on cancels the plan under way at once; only the newest lands', async () => {
  const first = await askedFor(0, 100);
  await type();
  await expect.element(page.getByText('Planning …')).toBeVisible();
  expect(first.signal.aborted).toBe(true);
  expect(calls).toHaveLength(1);
  typingPauses();
  const second = await askedFor(1, 101);
  first.resolve(planOf(11));
  second.resolve(planOf(22));
  await expect.element(page.getByText('22 cross-encoder calls')).toBeVisible();
  expect(page.getByText('11 cross-encoder calls').elements()).toEqual([]);
  expect(second.signal.aborted).toBe(false);
});

test('a plan is not shown for what has been typed since', async () => {
  (await askedFor(0, 100)).resolve(planOf(11));
  await expect.element(page.getByText('11 cross-encoder calls')).toBeVisible();
  await type();
  await expect.element(page.getByText('Planning …')).toBeVisible();
  expect(page.getByText('11 cross-encoder calls').elements()).toEqual([]);
});

test('leaving cancels', async () => {
  const { signal } = await askedFor(0, 100);
  expect(signal.aborted).toBe(false);
  root?.unmount();
  expect(signal.aborted).toBe(true);
});

test('an error is shown in its words, and trying again plans anew', async () => {
  (await askedFor(0, 100)).reject(new Error('The corpus is empty: add documents.'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('The corpus is empty: add documents.');
  await page.getByRole('button', { name: 'Try again' }).click();
  (await askedFor(1, 100)).resolve(planOf(22));
  await expect.element(page.getByText('22 cross-encoder calls')).toBeVisible();
  expect(page.getByRole('alert').elements()).toEqual([]);
});
