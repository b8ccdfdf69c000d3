import { describe, expect, test } from 'vitest';
import { decideBrowser, systemCandidates } from './browser-decision.mjs';

const nothing = {
  namedPath: undefined,
  namedPathRuns: false,
  systemPath: undefined,
  playwrightPath: undefined,
  canUseApt: false,
};

describe('decideBrowser', () => {
  test.each([
    {
      name: 'the named browser wins over installed ones',
      probes: { ...nothing, namedPath: '/n', namedPathRuns: true, systemPath: '/s', playwrightPath: '/p' },
      decision: { use: '/n' },
    },
    {
      name: 'a named browser that does not start is refused, not replaced',
      probes: { ...nothing, namedPath: '/n', systemPath: '/s', canUseApt: true },
      decision: { refuse: 'CHROMIUM_PATH is /n, which does not start as a browser. Correct it or unset it.' },
    },
    {
      name: 'an empty CHROMIUM_PATH counts as unset',
      probes: { ...nothing, namedPath: '', systemPath: '/s' },
      decision: { use: '/s' },
    },
    {
      name: 'an installed browser wins over the download',
      probes: { ...nothing, systemPath: '/s', playwrightPath: '/p' },
      decision: { use: '/s' },
    },
    {
      name: 'an earlier download is used',
      probes: { ...nothing, playwrightPath: '/p', canUseApt: true },
      decision: { use: '/p' },
    },
    {
      name: 'as root with apt-get, the package manager is the second way to install',
      probes: { ...nothing, canUseApt: true },
      decision: { install: ['playwright', 'apt'] },
    },
    { name: 'else only the download', probes: nothing, decision: { install: ['playwright'] } },
  ])('$name', ({ probes, decision }) => {
    expect(decideBrowser(probes)).toEqual(decision);
  });
});

describe('systemCandidates', () => {
  test('Linux: every name in every PATH folder, Chromium first', () => {
    expect(systemCandidates('linux', { PATH: '/usr/bin::/snap/bin' })).toEqual([
      '/usr/bin/chromium',
      '/snap/bin/chromium',
      '/usr/bin/chromium-browser',
      '/snap/bin/chromium-browser',
      '/usr/bin/google-chrome-stable',
      '/snap/bin/google-chrome-stable',
      '/usr/bin/google-chrome',
      '/snap/bin/google-chrome',
    ]);
  });

  test('macOS: for all users, then for this one', () => {
    expect(systemCandidates('darwin', { HOME: '/Users/ada' })).toEqual([
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ]);
  });

  test('Windows: only folders that the environment names', () => {
    expect(systemCandidates('win32', { PROGRAMFILES: 'C:\\Program Files' })).toEqual([
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files\\Chromium\\Application\\chrome.exe',
    ]);
  });
});
