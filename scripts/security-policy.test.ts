import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contentSecurityPolicy, HEADERS, headersOf } from './security-policy.mjs';

const scriptsOf = (policy: string) => /script-src ([^;]*)/.exec(policy)?.[1];

test.each(['own', 'any'] as const)(
  'connections to %s: nothing but what is named, and no script but the app’s',
  (connections) => {
    const policy = contentSecurityPolicy(connections);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(scriptsOf(policy)).toBe("'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("require-trusted-types-for 'script'");
  },
);

test('the two policies differ in what can be connected to, and in nothing else', () => {
  const [own, any] = [contentSecurityPolicy('own'), contentSecurityPolicy('any')];
  expect(own).toContain("connect-src 'self';");
  expect(any).toBe(own.replace("connect-src 'self';", "connect-src 'self' https: http:;"));
});

test('a file that may become a worker has the policy with it, a page has it in itself', () => {
  expect(headersOf('index.html')).toEqual(HEADERS);
  expect(headersOf('assets/a.mjs')['Content-Security-Policy']).toBe(
    `frame-ancestors 'none'; ${contentSecurityPolicy('own')}`,
  );
});

test('the recipe for a host of one’s own has the same policy', () => {
  const recipe = readFileSync(new URL('../docs/deploy.md', import.meta.url), 'utf8');
  expect(recipe).toContain(headersOf('assets/a.mjs')['Content-Security-Policy']);
});
