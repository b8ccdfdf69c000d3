import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

test.each(Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies }))(
  '%s is pinned to one version',
  (_, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  },
);
