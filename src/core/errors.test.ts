import { expect, test } from 'vitest';
import { XennError } from './errors.ts';

test('a message of 4,000 characters stays as it is', () => {
  expect(new XennError('ImportError', 'a'.repeat(4000)).message).toBe('a'.repeat(4000));
});

test('a longer one is cut in its middle: what is wrong and what to do stay', () => {
  const message = `Found a column "${'x'.repeat(1e6)}". Choose another.`;
  const cut = new XennError('ImportError', message).message;
  expect(cut).toBe(`Found a column "${'x'.repeat(1984)} … ${'x'.repeat(1982)}". Choose another.`);
});
