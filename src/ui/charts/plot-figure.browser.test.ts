import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { dot } from '@observablehq/plot';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { PlotFigure, type PlotFigureProps } from './PlotFigure.tsx';

test('a drawing that fails is said in place of the chart, and gone with the next one', async () => {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  const show = (draw: PlotFigureProps['draw']) =>
    root.render(
      createElement(MantineProvider, null, createElement(PlotFigure, { label: 'Points', height: 100, draw })),
    );
  const points = () => ({ marks: [dot([[1, 2]])] });
  const drawn = () => place.querySelectorAll('circle').length;

  show(points);
  await expect.poll(drawn).toBe(1);
  show(() => {
    throw new Error('Expected a scale, found none.');
  });
  const alert = page.getByRole('alert');
  await expect.element(alert).toHaveTextContent('The chart could not be drawn');
  await expect.element(alert).toHaveTextContent('Expected a scale, found none.');
  expect(drawn()).toBe(0);

  show(points);
  await expect.poll(drawn).toBe(1);
  await expect.element(alert).not.toBeInTheDocument();
  root.unmount();
  place.remove();
});
