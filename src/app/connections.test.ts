import { afterEach, expect, test, vi } from 'vitest';
import { allowConnections } from './connections.ts';

const replace = vi.fn();

/** A page at this address, with a storage that takes what it is given or throws. */
function openPage(setItem: (key: string, value: string) => void): void {
  replace.mockClear();
  vi.stubGlobal('document', { baseURI: 'https://example.org/app/' });
  vi.stubGlobal('location', { search: '?backend=wasm', hash: '#settings', replace });
  vi.stubGlobal('localStorage', { setItem });
}

afterEach(() => vi.unstubAllGlobals());

test('allowing is remembered, and leads to the page that may connect, on the same screen', () => {
  const setItem = vi.fn();
  openPage(setItem);
  expect(allowConnections()).toBe(true);
  expect(setItem.mock.calls).toEqual([['xenn.connections', 'any']]);
  expect(String(replace.mock.calls[0])).toBe('https://example.org/app/connected.html?backend=wasm#settings');
});

test('where nothing can be remembered it stays, and says so', () => {
  openPage(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  expect(allowConnections()).toBe(false);
  expect(replace).not.toHaveBeenCalled();
});
