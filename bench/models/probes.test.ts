import { expect, it } from 'vitest';
import { scoringByLength } from './fake-models.ts';
import { buriedProbes, PROBE_KINDS, readProbes, runProbes } from './probes.ts';

it('counts by kind how often the right passage scores higher, equal scores half', async () => {
  const probes = [
    { kind: 'numbers', query: 'q', right: 'long', wrong: 'no' },
    { kind: 'roles', query: 'q', right: 'same', wrong: 'also' },
    { kind: 'numbers', query: 'q', right: 'no', wrong: 'long' },
    { kind: 'numbers', query: 'q', right: 'longer', wrong: 'long' },
  ];
  expect(Array.from(await runProbes(probes, scoringByLength))).toEqual([
    ['numbers', { count: 3, rightShare: 2 / 3 }],
    ['roles', { count: 1, rightShare: 0.5 }],
  ]);
});

it('buries the most relevant passage under words of passages that are not judged', () => {
  const corpus = {
    texts: ['the answer', 'half an answer', 'one two three'],
    queries: [
      {
        id: '1',
        text: 'question',
        grades: new Map([
          [1, 1],
          [0, 2],
        ]),
      },
      { id: '2', text: 'judged document is missing', grades: new Map([[9, 1]]) },
    ],
  };
  const probes = buriedProbes(corpus);
  expect(probes.map(({ kind }) => kind)).toEqual(['buried0', 'buried60', 'buried120', 'buried240']);
  expect(probes[0]).toEqual({ kind: 'buried0', query: 'question', right: 'the answer', wrong: 'one two' });
  expect(probes[1].right).toBe('one two three the answer');
});

it('has written probes of every kind that is not made, each with two different passages', () => {
  const probes = readProbes();
  const written = PROBE_KINDS.filter((kind) => !kind.startsWith('buried'));
  expect(Array.from(new Set(probes.map(({ kind }) => kind)))).toEqual(written);
  for (const { query, right, wrong } of probes) {
    expect(query.length).toBeGreaterThan(0);
    expect(right).not.toBe(wrong);
  }
});
