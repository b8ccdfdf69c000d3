import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { Activity, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cancelledError, XennError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { makeRounds } from '../../testing/round-reports.ts';
import type { UmapMap } from '../../workers/client.ts';
import { saveFile } from '../shared/save-file.ts';
import { theme } from '../shared/theme.ts';
import { MapPanel, type MapPanelProps } from './MapPanel.tsx';
import type { LiveSearch } from './panel-props.ts';
import type { RunView } from './run-view.ts';

vi.mock('../shared/save-file.ts', () => ({ saveFile: vi.fn() }));

const ITEM_COUNT = 400;

/** A square grid, so that every item has a place of its own. */
function gridPoints(count = ITEM_COUNT): Float32Array {
  const side = Math.sqrt(count);
  return Float32Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 0 ? Math.floor(i / 2) % side : Math.floor(i / 2 / side),
  );
}

const umap: UmapMap = { points: gridPoints(), neighboursPerItem: 15, seed: 1 };

function documentOf(docRow: number) {
  return { docRow, id: `doc-${docRow}`, title: `Title ${docRow}`, text: '' };
}

/** A client that has what a test gives it; the rest of an engine is not used here. */
function fakeLive(changes: object = {}): LiveSearch {
  const client = {
    readItemMap: async () => ({
      points: gridPoints(),
      mean: Float64Array.of(0, 0),
      axes: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
      varianceShare: [0.31, 0.12],
      meanItemNorm: 10,
    }),
    readUmap: async () => undefined,
    readDocuments: async ({ docRows }: { docRows: Uint32Array }) => Array.from(docRows, documentOf),
    findNeighbours: async ({ docRow }: { docRow: number }) => [
      { document: documentOf(docRow + 1), similarity: 0.9, cosine: 0.75 },
      { document: documentOf(57), similarity: 0.8, cosine: 0.5 },
    ],
    ...changes,
  };
  return { client, corpusId: 'c', documentCount: ITEM_COUNT, searching: false } as unknown as LiveSearch;
}

const run = {
  key: 'a',
  label: 'a',
  request: { corpusId: 'c', queryText: 'q', method: { itemSpace: 'hybrid' }, label: 'a', budget: 3 },
  itemSpaceName: 'Hybrid',
  status: 'done',
  rounds: makeRounds(
    [
      [{ docRow: 57, exact: 5 }],
      [
        { docRow: 210, exact: 9 },
        { docRow: 3, exact: 4 },
      ],
    ],
    ITEM_COUNT,
  ),
} as unknown as RunView;
/** Of the best, row 399 is missed. */
const exact = {
  docRows: Uint32Array.of(
    210,
    399,
    57,
    ...Array.from({ length: ITEM_COUNT }, (_, row) => row).filter((row) => ![210, 399, 57].includes(row)),
  ),
  scores: Float32Array.from({ length: ITEM_COUNT }, (_, place) => 9 - place),
};

let root: Root | undefined;

async function open(props: Partial<MapPanelProps> = {}, width = 700) {
  await page.viewport(width, 1400);
  const element = document.createElement('div');
  document.body.append(element);
  root ??= createRoot(element);
  const show = (changes: Partial<MapPanelProps> = {}, mode: 'visible' | 'hidden' = 'visible') => {
    const panel = createElement(MapPanel, {
      runs: [run],
      run,
      shownRound: 2,
      exact: undefined,
      highlighted: undefined,
      onHover: () => undefined,
      onPick: () => undefined,
      ...props,
      ...changes,
    });
    // biome-ignore lint/correctness/noChildrenProp: React's type of Activity has its children there.
    const kept = createElement(Activity, { mode, children: panel });
    root?.render(createElement(MantineProvider, { theme }, kept));
  };
  show();
  return show;
}

afterEach(() => {
  root?.unmount();
  root = undefined;
  document.body.replaceChildren();
  vi.mocked(saveFile).mockClear();
});

const map = () => page.getByRole('img', { name: /^Map of/ });
const button = (name: string) => page.getByRole('button', { name, exact: true });
/** How many of each shape are drawn over the map, without those of the legend. */
const shapeCounts = (...shapes: string[]) => shapes.map(shapeCount);
const shapeCount = (shape: string) => {
  const path = document.querySelector(`canvas + svg > [data-mark="${shape}"]`)?.getAttribute('d') ?? '';
  return path.split('M').length - 1;
};

describe('PCA', () => {
  it('says what it shows and follows the round', async () => {
    const show = await open({ live: fakeLive(), exact });
    await expect
      .element(map())
      .toHaveAccessibleName(
        'Map of 400 items after round 2: 2 new, 1 found earlier. Of the exact top 10: 3 found, 0 not yet scored, 7 missed.',
      );
    await expect
      .poll(() => shapeCounts('diamond', 'disc', 'cross', 'dashed-ring', 'ring'))
      .toEqual([2, 1, 7, 0, 10]);
    await expect.element(page.getByText(/the axes carry 31 % and 12 % of the variance/)).toBeVisible();
    show({ shownRound: 1 });
    await expect
      .element(map())
      .toHaveAccessibleName(
        'Map of 400 items after round 1: 1 new, 0 found earlier. Of the exact top 10: 1 found, 2 not yet scored, 7 missed.',
      );
    await expect
      .poll(() => shapeCounts('diamond', 'disc', 'cross', 'dashed-ring', 'ring'))
      .toEqual([1, 0, 7, 2, 8]);
  });

  it('opens an item that is clicked and shows its neighbours in the original space', async () => {
    const onPick = vi.fn();
    await open({ live: fakeLive(), onPick });
    await expect.element(map()).toBeVisible();
    await page.getByRole('button', { name: 'List found items' }).click();
    await page.getByRole('button', { name: 'Title 210' }).click();
    expect(onPick).toHaveBeenCalledWith(210);
    const neighbours = page.getByRole('region', { name: 'Neighbours', exact: true });
    await expect.element(neighbours.getByText('Nearest to “Title 210” in the original space')).toBeVisible();
    await expect.element(neighbours.getByRole('row', { name: 'Title 57 0.800 0.500 5.000' })).toBeVisible();
    await expect.element(neighbours.getByRole('row', { name: 'Title 211 0.900 0.750 ≈ 0.00' })).toBeVisible();
  });

  it('lights up what is pointed at in a list', async () => {
    const onHover = vi.fn();
    const show = await open({ live: fakeLive(), onHover });
    await page.getByRole('button', { name: 'List found items' }).click();
    await userEvent.hover(page.getByRole('button', { name: 'Title 57' }));
    expect(onHover).toHaveBeenLastCalledWith(57);
    show({ highlighted: 57 });
    await expect.element(page.getByText('Title 57 · 5.000')).toBeVisible();
    show({ highlighted: 90 });
    await expect.element(page.getByText('Not scored · ≈ 0.00')).toBeVisible();
  });

  it('says so when the map cannot be made', async () => {
    const readItemMap = async () => {
      throw new XennError('StorageError', 'The matrix is damaged.');
    };
    await open({ live: fakeLive({ readItemMap }) });
    await expect.element(page.getByText('The matrix is damaged.')).toBeVisible();
  });
});

describe('lists', () => {
  it('exports the found items as CSV, without a mouse', async () => {
    await open({ live: fakeLive() });
    await button('List found items').click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Found items: 3');
    await button('Export as CSV').click();
    await expect.poll(() => vi.mocked(saveFile).mock.calls.length).toBe(1);
    const { fileName, blob } = vi.mocked(saveFile).mock.calls[0][0];
    expect(fileName).toBe('q-found-items-round-2.csv');
    expect((await blob.text()).split('\r\n')).toEqual([
      'doc_row,id,title,exact_score,estimate,found_in_round',
      '210,doc-210,Title 210,9,0,2',
      '57,doc-57,Title 57,5,0,1',
      '3,doc-3,Title 3,4,0,2',
    ]);
  });

  it('lists what a lasso was drawn around', async () => {
    await open({ live: fakeLive() });
    await expect.element(map()).toBeVisible();
    await expect.poll(() => drawnPixels()).toBeGreaterThan(0);
    await button('Select with a lasso').click();
    const { left, top, width, height } = map().element().getBoundingClientRect();
    // The lower left quarter: the grid's rows and columns 0 to 9.
    const corners = [
      [0.02, 0.98],
      [0.02, 0.5],
      [0.5, 0.5],
      [0.5, 0.98],
      [0.03, 0.98],
    ];
    const steps = corners.flatMap(([x, y], i) => {
      const [fromX, fromY] = corners[i - 1] ?? [x, y];
      return Array.from({ length: 6 }, (_, step) => [
        fromX + ((x - fromX) * (step + 1)) / 6,
        fromY + ((y - fromY) * (step + 1)) / 6,
      ]);
    });
    const canvas = map().element();
    const pointer = (type: string, [x, y]: number[]) =>
      canvas.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          buttons: 1,
          clientX: left + x * width,
          clientY: top + y * height,
        }),
      );
    pointer('pointerdown', steps[0]);
    for (const step of steps) {
      pointer('pointermove', step);
      await new Promise(requestAnimationFrame);
    }
    pointer('pointerup', steps[steps.length - 1]);
    await expect.element(page.getByRole('status')).toHaveTextContent('Selected items: 100');
    await expect.element(page.getByRole('button', { name: 'Title 57' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Title 3', exact: true })).toBeVisible();
    await expect.element(button('Select with a lasso')).toHaveAttribute('aria-pressed', 'false');
  });
});

describe('UMAP', () => {
  it('is computed when asked for, with progress, and can be cancelled', async () => {
    const computeUmap = vi.fn(
      (
        _: object,
        { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: object) => void },
      ) => {
        onProgress({ stage: 'mapping', unit: 'epochs', done: 20, total: 200, elapsedMs: 1 });
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(cancelledError())));
      },
    );
    await open({ live: fakeLive({ computeUmap }) });
    await page.getByText('UMAP', { exact: true }).click();
    await button('Compute UMAP').click();
    await expect.element(page.getByText('Laying out · 20 of 200 epochs')).toBeVisible();
    await button('Cancel').click();
    await expect.element(button('Compute UMAP')).toBeVisible();
    expect(page.getByRole('alert').elements()).toHaveLength(0);
  });

  it('is drawn once it is computed, and says that the query is approximate', async () => {
    let stored: UmapMap | undefined;
    const computeUmap = async () => {
      stored = umap;
      return umap;
    };
    const onKind = vi.fn();
    await open({ live: fakeLive({ computeUmap, readUmap: async () => stored }), onKind });
    await page.getByText('UMAP', { exact: true }).click();
    expect(onKind).toHaveBeenCalledWith('umap');
    await button('Compute UMAP').click();
    await expect.element(map()).toBeVisible();
    await expect.element(page.getByText(/drawn at the mean of the 15 items/)).toBeVisible();
  });

  it('says in words why it cannot be made', async () => {
    const computeUmap = async () => {
      throw new XennError('InvalidArgumentError', 'UMAP is made of at most 20000 documents here.');
    };
    await open({ live: fakeLive({ computeUmap }) });
    await page.getByText('UMAP', { exact: true }).click();
    await button('Compute UMAP').click();
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('UMAP is made of at most 20000 documents here.');
  });
});

it('draws a stored map without an engine', async () => {
  const docRows = Uint32Array.of(57, 210, 3, 399);
  const points = Float32Array.of(0, 0, 1, 1, 0, 1, 1, 0);
  const stored = { docRows, points, varianceShare: [0.4, 0.2], kind: 'pca' as const };
  const known = { docRows: exact.docRows.slice(0, 3), scores: exact.scores.slice(0, 3) };
  const result = { itemCount: ITEM_COUNT } as never;
  await open({ stored, exact: known, run: { ...run, result } });
  await expect
    .element(map())
    .toHaveAccessibleName(
      'Map of 400 items after round 2: 2 new, 1 found earlier. Of the exact top 3: 2 found, 0 not yet scored, 1 missed.',
    );
  await expect.poll(() => shapeCounts('diamond', 'disc', 'cross')).toEqual([2, 1, 1]);
  await expect.element(page.getByText(/a sample is kept with a stored search/)).toBeVisible();
  expect(page.getByRole('radiogroup').elements()).toHaveLength(0);
});

it('says what is missing without WebGL, and the lists work all the same', async () => {
  const getContext = vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  try {
    await open({ live: fakeLive() });
    await expect.element(page.getByText(/The map needs WebGL/)).toBeVisible();
    await button('List found items').click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Found items: 3');
  } finally {
    getContext.mockRestore();
  }
});

it('fits a screen of 380 pixels', async () => {
  await open({ live: fakeLive(), exact }, 380);
  await button('List found items').click();
  await expect.element(page.getByRole('status')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
});

it('draws a million items, fewer of them while moving where that is slow, and always the marked ones', async () => {
  const count = 1_000_000;
  const random = createRandom(5);
  const points = new Float32Array(2 * count).map(() => random.nextGaussian());
  const readItemMap = async () => ({
    points,
    mean: Float64Array.of(0, 0),
    axes: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
    varianceShare: [0.5, 0.1],
    meanItemNorm: 1,
  });
  const rounds = makeRounds([[{ docRow: 7, exact: 5 }]], count);
  await open({ live: fakeLive({ readItemMap }), run: { ...run, rounds }, shownRound: 1 });
  await expect
    .element(map())
    .toHaveAccessibleName('Map of 1,000,000 items after round 1: 1 new, 0 found earlier.');
  await expect
    .element(page.getByText(/^Showing [\d,]+ of 1,000,000 points: as many/), { timeout: 60_000 })
    .toBeVisible();
  // Too short a time to look for.
  const seen = new Set<string>();
  const observer = new MutationObserver(() => {
    const text = /Showing [\d,]+ of 1,000,000 points while moving/.exec(document.body.textContent ?? '');
    if (text) seen.add(text[0]);
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  await button('Zoom in').click();
  await expect.poll(() => seen.size, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.element(page.getByText(/points: as many/), { timeout: 60_000 }).toBeVisible();
  observer.disconnect();
  expect(shapeCount('diamond')).toBe(1);
});

/** Pixels of the map that are not background. */
function drawnPixels(): number {
  const canvas = map().element() as HTMLCanvasElement;
  const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  if (!context) return 0;
  context.drawImage(canvas, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return pixels.filter((pixel) => pixel !== pixels[0]).length;
}

it('is drawn anew when its screen is opened again, with nothing of what was closed', async () => {
  const show = await open({ live: fakeLive() });
  await expect.element(map()).toBeVisible();
  await expect.poll(drawnPixels).toBeGreaterThan(0);
  const gl = (map().element() as HTMLCanvasElement).getContext('webgl2') as WebGL2RenderingContext;
  show({}, 'hidden');
  await expect.element(map()).not.toBeInTheDocument();
  gl.clear(gl.COLOR_BUFFER_BIT);
  show({}, 'visible');
  await expect.element(map()).toBeVisible();
  await expect.poll(drawnPixels).toBeGreaterThan(0);
  expect(gl.getError()).toBe(gl.NO_ERROR);
});
