/** What a browser calls itself, in the order to look for it: several claim to be Chrome and Safari too. */
const BROWSERS = [
  { pattern: /Edg\/(\d+)/, name: 'Edge' },
  { pattern: /Firefox\/(\d+)/, name: 'Firefox' },
  { pattern: /Chrome\/(\d+)/, name: 'Chromium' },
  { pattern: /Version\/(\d+).* Safari\//, name: 'Safari' },
];

/** 'Chromium 141, 2 cores', from `navigator.userAgent` and `navigator.hardwareConcurrency`. */
export function machineName(userAgent: string, cores: number): string {
  const found = BROWSERS.find(({ pattern }) => pattern.test(userAgent));
  const browser = found ? `${found.name} ${found.pattern.exec(userAgent)?.[1]}` : 'a browser';
  return `${browser}, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
}
